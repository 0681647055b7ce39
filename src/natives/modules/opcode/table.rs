//! CPython 3.14's instructions as `_opcode` and `dis` know them: facts about another machine, for programs that ask. Hoop's own are in `bytecode/instr.rs`.

use super::Effect::{self, Each, Fixed, Jump, LowBit, Specialized};

/// Number, properties (a letter each: argument, constant, name, jump, free variable, local, exception), what it does to the stack. In the order of the numbers.
#[rustfmt::skip]
pub const TABLE: &[(u16, &str, Effect)] = &[
    (0, "", Fixed(0)), // CACHE
    (1, "", Fixed(-2)), // BINARY_SLICE
    (2, "", Fixed(-1)), // BUILD_TEMPLATE
    (3, "l", Specialized), // BINARY_OP_INPLACE_ADD_UNICODE
    (4, "", Fixed(-3)), // CALL_FUNCTION_EX
    (5, "", Fixed(0)), // CHECK_EG_MATCH
    (6, "", Fixed(0)), // CHECK_EXC_MATCH
    (7, "", Fixed(-1)), // CLEANUP_THROW
    (8, "", Fixed(-2)), // DELETE_SUBSCR
    (9, "", Fixed(-1)), // END_FOR
    (10, "", Fixed(-1)), // END_SEND
    (11, "", Fixed(-1)), // EXIT_INIT_CHECK
    (12, "", Fixed(0)), // FORMAT_SIMPLE
    (13, "", Fixed(-1)), // FORMAT_WITH_SPEC
    (14, "", Fixed(0)), // GET_AITER
    (15, "", Fixed(1)), // GET_ANEXT
    (16, "", Fixed(0)), // GET_ITER
    (17, "", Fixed(0)), // RESERVED
    (18, "", Fixed(1)), // GET_LEN
    (19, "", Fixed(0)), // GET_YIELD_FROM_ITER
    (20, "", Fixed(-1)), // INTERPRETER_EXIT
    (21, "", Fixed(1)), // LOAD_BUILD_CLASS
    (22, "", Fixed(1)), // LOAD_LOCALS
    (23, "", Fixed(0)), // MAKE_FUNCTION
    (24, "", Fixed(1)), // MATCH_KEYS
    (25, "", Fixed(1)), // MATCH_MAPPING
    (26, "", Fixed(1)), // MATCH_SEQUENCE
    (27, "", Fixed(0)), // NOP
    (28, "", Fixed(0)), // NOT_TAKEN
    (29, "", Fixed(-1)), // POP_EXCEPT
    (30, "", Fixed(-1)), // POP_ITER
    (31, "", Fixed(-1)), // POP_TOP
    (32, "", Fixed(1)), // PUSH_EXC_INFO
    (33, "", Fixed(1)), // PUSH_NULL
    (34, "", Fixed(1)), // RETURN_GENERATOR
    (35, "", Fixed(0)), // RETURN_VALUE
    (36, "", Fixed(0)), // SETUP_ANNOTATIONS
    (37, "", Fixed(-4)), // STORE_SLICE
    (38, "", Fixed(-3)), // STORE_SUBSCR
    (39, "", Fixed(0)), // TO_BOOL
    (40, "", Fixed(0)), // UNARY_INVERT
    (41, "", Fixed(0)), // UNARY_NEGATIVE
    (42, "", Fixed(0)), // UNARY_NOT
    (43, "", Fixed(1)), // WITH_EXCEPT_START
    (44, "a", Fixed(-1)), // BINARY_OP
    (45, "a", LowBit(-1, -1)), // BUILD_INTERPOLATION
    (46, "a", Each(1, -1)), // BUILD_LIST
    (47, "a", Each(1, -2)), // BUILD_MAP
    (48, "a", Each(1, -1)), // BUILD_SET
    (49, "a", Each(1, -1)), // BUILD_SLICE
    (50, "a", Each(1, -1)), // BUILD_STRING
    (51, "a", Each(1, -1)), // BUILD_TUPLE
    (52, "a", Each(-1, -1)), // CALL
    (53, "a", Fixed(0)), // CALL_INTRINSIC_1
    (54, "a", Fixed(-1)), // CALL_INTRINSIC_2
    (55, "a", Each(-2, -1)), // CALL_KW
    (56, "a", Fixed(-1)), // COMPARE_OP
    (57, "a", Fixed(-1)), // CONTAINS_OP
    (58, "a", Fixed(0)), // CONVERT_VALUE
    (59, "a", Fixed(1)), // COPY
    (60, "a", Fixed(0)), // COPY_FREE_VARS
    (61, "an", Fixed(-1)), // DELETE_ATTR
    (62, "af", Fixed(0)), // DELETE_DEREF
    (63, "al", Fixed(0)), // DELETE_FAST
    (64, "an", Fixed(0)), // DELETE_GLOBAL
    (65, "an", Fixed(0)), // DELETE_NAME
    (66, "a", Fixed(-1)), // DICT_MERGE
    (67, "a", Fixed(-1)), // DICT_UPDATE
    (68, "aj", Fixed(-2)), // END_ASYNC_FOR
    (69, "a", Fixed(0)), // EXTENDED_ARG
    (70, "aj", Fixed(1)), // FOR_ITER
    (71, "a", Fixed(0)), // GET_AWAITABLE
    (72, "an", Fixed(1)), // IMPORT_FROM
    (73, "an", Fixed(-1)), // IMPORT_NAME
    (74, "a", Fixed(-1)), // IS_OP
    (75, "aj", Fixed(0)), // JUMP_BACKWARD
    (76, "aj", Fixed(0)), // JUMP_BACKWARD_NO_INTERRUPT
    (77, "aj", Fixed(0)), // JUMP_FORWARD
    (78, "a", Fixed(-1)), // LIST_APPEND
    (79, "a", Fixed(-1)), // LIST_EXTEND
    (80, "an", LowBit(0, 1)), // LOAD_ATTR
    (81, "a", Fixed(1)), // LOAD_COMMON_CONSTANT
    (82, "ac", Fixed(1)), // LOAD_CONST
    (83, "al", Fixed(1)), // LOAD_DEREF
    (84, "al", Fixed(1)), // LOAD_FAST
    (85, "al", Fixed(1)), // LOAD_FAST_AND_CLEAR
    (86, "al", Fixed(1)), // LOAD_FAST_BORROW
    (87, "al", Fixed(2)), // LOAD_FAST_BORROW_LOAD_FAST_BORROW
    (88, "al", Fixed(1)), // LOAD_FAST_CHECK
    (89, "al", Fixed(2)), // LOAD_FAST_LOAD_FAST
    (90, "af", Fixed(0)), // LOAD_FROM_DICT_OR_DEREF
    (91, "an", Fixed(0)), // LOAD_FROM_DICT_OR_GLOBALS
    (92, "an", LowBit(1, 1)), // LOAD_GLOBAL
    (93, "an", Fixed(1)), // LOAD_NAME
    (94, "a", Fixed(1)), // LOAD_SMALL_INT
    (95, "a", Fixed(1)), // LOAD_SPECIAL
    (96, "an", LowBit(-2, 1)), // LOAD_SUPER_ATTR
    (97, "af", Fixed(0)), // MAKE_CELL
    (98, "a", Fixed(-2)), // MAP_ADD
    (99, "a", Fixed(-2)), // MATCH_CLASS
    (100, "aj", Fixed(-1)), // POP_JUMP_IF_FALSE
    (101, "aj", Fixed(-1)), // POP_JUMP_IF_NONE
    (102, "aj", Fixed(-1)), // POP_JUMP_IF_NOT_NONE
    (103, "aj", Fixed(-1)), // POP_JUMP_IF_TRUE
    (104, "a", Each(0, -1)), // RAISE_VARARGS
    (105, "a", Fixed(-1)), // RERAISE
    (106, "aj", Fixed(0)), // SEND
    (107, "a", Fixed(-1)), // SET_ADD
    (108, "a", Fixed(-1)), // SET_FUNCTION_ATTRIBUTE
    (109, "a", Fixed(-1)), // SET_UPDATE
    (110, "an", Fixed(-2)), // STORE_ATTR
    (111, "af", Fixed(-1)), // STORE_DEREF
    (112, "al", Fixed(-1)), // STORE_FAST
    (113, "al", Fixed(0)), // STORE_FAST_LOAD_FAST
    (114, "al", Fixed(-2)), // STORE_FAST_STORE_FAST
    (115, "an", Fixed(-1)), // STORE_GLOBAL
    (116, "an", Fixed(-1)), // STORE_NAME
    (117, "a", Fixed(0)), // SWAP
    (118, "a", Each(0, 1)), // UNPACK_EX
    (119, "a", Each(-1, 1)), // UNPACK_SEQUENCE
    (120, "a", Fixed(0)), // YIELD_VALUE
    (128, "a", Fixed(0)), // RESUME
    (129, "", Specialized), // BINARY_OP_ADD_FLOAT
    (130, "", Specialized), // BINARY_OP_ADD_INT
    (131, "", Specialized), // BINARY_OP_ADD_UNICODE
    (132, "", Specialized), // BINARY_OP_EXTEND
    (133, "", Specialized), // BINARY_OP_MULTIPLY_FLOAT
    (134, "", Specialized), // BINARY_OP_MULTIPLY_INT
    (135, "", Specialized), // BINARY_OP_SUBSCR_DICT
    (136, "", Specialized), // BINARY_OP_SUBSCR_GETITEM
    (137, "", Specialized), // BINARY_OP_SUBSCR_LIST_INT
    (138, "", Specialized), // BINARY_OP_SUBSCR_LIST_SLICE
    (139, "", Specialized), // BINARY_OP_SUBSCR_STR_INT
    (140, "", Specialized), // BINARY_OP_SUBSCR_TUPLE_INT
    (141, "", Specialized), // BINARY_OP_SUBTRACT_FLOAT
    (142, "", Specialized), // BINARY_OP_SUBTRACT_INT
    (143, "a", Specialized), // CALL_ALLOC_AND_ENTER_INIT
    (144, "a", Specialized), // CALL_BOUND_METHOD_EXACT_ARGS
    (145, "a", Specialized), // CALL_BOUND_METHOD_GENERAL
    (146, "a", Specialized), // CALL_BUILTIN_CLASS
    (147, "a", Specialized), // CALL_BUILTIN_FAST
    (148, "a", Specialized), // CALL_BUILTIN_FAST_WITH_KEYWORDS
    (149, "a", Specialized), // CALL_BUILTIN_O
    (150, "a", Specialized), // CALL_ISINSTANCE
    (151, "a", Specialized), // CALL_KW_BOUND_METHOD
    (152, "a", Specialized), // CALL_KW_NON_PY
    (153, "a", Specialized), // CALL_KW_PY
    (154, "", Specialized), // CALL_LEN
    (155, "a", Specialized), // CALL_LIST_APPEND
    (156, "a", Specialized), // CALL_METHOD_DESCRIPTOR_FAST
    (157, "a", Specialized), // CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS
    (158, "a", Specialized), // CALL_METHOD_DESCRIPTOR_NOARGS
    (159, "a", Specialized), // CALL_METHOD_DESCRIPTOR_O
    (160, "a", Specialized), // CALL_NON_PY_GENERAL
    (161, "a", Specialized), // CALL_PY_EXACT_ARGS
    (162, "a", Specialized), // CALL_PY_GENERAL
    (163, "a", Specialized), // CALL_STR_1
    (164, "a", Specialized), // CALL_TUPLE_1
    (165, "a", Specialized), // CALL_TYPE_1
    (166, "a", Specialized), // COMPARE_OP_FLOAT
    (167, "a", Specialized), // COMPARE_OP_INT
    (168, "a", Specialized), // COMPARE_OP_STR
    (169, "a", Specialized), // CONTAINS_OP_DICT
    (170, "a", Specialized), // CONTAINS_OP_SET
    (171, "a", Specialized), // FOR_ITER_GEN
    (172, "aj", Specialized), // FOR_ITER_LIST
    (173, "aj", Specialized), // FOR_ITER_RANGE
    (174, "aj", Specialized), // FOR_ITER_TUPLE
    (175, "aj", Specialized), // JUMP_BACKWARD_JIT
    (176, "aj", Specialized), // JUMP_BACKWARD_NO_JIT
    (177, "a", Specialized), // LOAD_ATTR_CLASS
    (178, "a", Specialized), // LOAD_ATTR_CLASS_WITH_METACLASS_CHECK
    (179, "an", Specialized), // LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN
    (180, "a", Specialized), // LOAD_ATTR_INSTANCE_VALUE
    (181, "a", Specialized), // LOAD_ATTR_METHOD_LAZY_DICT
    (182, "a", Specialized), // LOAD_ATTR_METHOD_NO_DICT
    (183, "a", Specialized), // LOAD_ATTR_METHOD_WITH_VALUES
    (184, "a", Specialized), // LOAD_ATTR_MODULE
    (185, "a", Specialized), // LOAD_ATTR_NONDESCRIPTOR_NO_DICT
    (186, "a", Specialized), // LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES
    (187, "a", Specialized), // LOAD_ATTR_PROPERTY
    (188, "a", Specialized), // LOAD_ATTR_SLOT
    (189, "an", Specialized), // LOAD_ATTR_WITH_HINT
    (190, "ac", Specialized), // LOAD_CONST_IMMORTAL
    (191, "ac", Specialized), // LOAD_CONST_MORTAL
    (192, "a", Specialized), // LOAD_GLOBAL_BUILTIN
    (193, "a", Specialized), // LOAD_GLOBAL_MODULE
    (194, "an", Specialized), // LOAD_SUPER_ATTR_ATTR
    (195, "an", Specialized), // LOAD_SUPER_ATTR_METHOD
    (196, "", Specialized), // RESUME_CHECK
    (197, "a", Specialized), // SEND_GEN
    (198, "", Specialized), // STORE_ATTR_INSTANCE_VALUE
    (199, "", Specialized), // STORE_ATTR_SLOT
    (200, "an", Specialized), // STORE_ATTR_WITH_HINT
    (201, "", Specialized), // STORE_SUBSCR_DICT
    (202, "", Specialized), // STORE_SUBSCR_LIST_INT
    (203, "", Specialized), // TO_BOOL_ALWAYS_TRUE
    (204, "", Specialized), // TO_BOOL_BOOL
    (205, "", Specialized), // TO_BOOL_INT
    (206, "", Specialized), // TO_BOOL_LIST
    (207, "", Specialized), // TO_BOOL_NONE
    (208, "", Specialized), // TO_BOOL_STR
    (209, "a", Specialized), // UNPACK_SEQUENCE_LIST
    (210, "a", Specialized), // UNPACK_SEQUENCE_TUPLE
    (211, "a", Specialized), // UNPACK_SEQUENCE_TWO_TUPLE
    (234, "", Fixed(-1)), // INSTRUMENTED_END_FOR
    (235, "", Fixed(-1)), // INSTRUMENTED_POP_ITER
    (236, "", Fixed(-1)), // INSTRUMENTED_END_SEND
    (237, "aj", Fixed(1)), // INSTRUMENTED_FOR_ITER
    (238, "", Fixed(0)), // INSTRUMENTED_INSTRUCTION
    (239, "a", Fixed(0)), // INSTRUMENTED_JUMP_FORWARD
    (240, "", Fixed(0)), // INSTRUMENTED_NOT_TAKEN
    (241, "a", Fixed(-1)), // INSTRUMENTED_POP_JUMP_IF_TRUE
    (242, "a", Fixed(-1)), // INSTRUMENTED_POP_JUMP_IF_FALSE
    (243, "a", Fixed(-1)), // INSTRUMENTED_POP_JUMP_IF_NONE
    (244, "a", Fixed(-1)), // INSTRUMENTED_POP_JUMP_IF_NOT_NONE
    (245, "a", Fixed(0)), // INSTRUMENTED_RESUME
    (246, "", Fixed(0)), // INSTRUMENTED_RETURN_VALUE
    (247, "a", Fixed(0)), // INSTRUMENTED_YIELD_VALUE
    (248, "aj", Fixed(-2)), // INSTRUMENTED_END_ASYNC_FOR
    (249, "an", LowBit(-2, 1)), // INSTRUMENTED_LOAD_SUPER_ATTR
    (250, "a", Each(-1, -1)), // INSTRUMENTED_CALL
    (251, "a", Each(-2, -1)), // INSTRUMENTED_CALL_KW
    (252, "", Fixed(-3)), // INSTRUMENTED_CALL_FUNCTION_EX
    (253, "a", Fixed(0)), // INSTRUMENTED_JUMP_BACKWARD
    (254, "", Fixed(0)), // INSTRUMENTED_LINE
    (255, "a", Fixed(0)), // ENTER_EXECUTOR
    (256, "", Fixed(0)), // ANNOTATIONS_PLACEHOLDER
    (257, "aj", Fixed(0)), // JUMP
    (258, "aj", Fixed(0)), // JUMP_IF_FALSE
    (259, "aj", Fixed(0)), // JUMP_IF_TRUE
    (260, "aj", Fixed(0)), // JUMP_NO_INTERRUPT
    (261, "al", Fixed(1)), // LOAD_CLOSURE
    (262, "", Fixed(0)), // POP_BLOCK
    (263, "ax", Jump(2)), // SETUP_CLEANUP
    (264, "ax", Jump(1)), // SETUP_FINALLY
    (265, "ax", Jump(1)), // SETUP_WITH
    (266, "al", Fixed(-1)), // STORE_FAST_MAYBE_NULL
];
