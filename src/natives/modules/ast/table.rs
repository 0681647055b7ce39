//! The node classes as a table: name, sum, fields in the notation of the language's abstract grammar (`expr? value`, `stmt* body`).
//!
//! Everything else follows from it: the classes with `_fields`, `_field_types` and docs, what a constructor wants, what `compile` accepts.

/// How often a field holds its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    One,
    Optional,
    Many,
    /// A list whose items may be None.
    ManyOptional,
}

/// A field of a node.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    /// `identifier`, `string`, `int`, `constant` or a sum.
    pub of: &'static str,
    pub count: Count,
}

/// The fields of a notation.
pub fn fields(text: &'static str) -> Vec<Field> {
    text.split(", ").filter(|f| !f.is_empty()).filter_map(field).collect()
}

fn field(text: &'static str) -> Option<Field> {
    let (of, name) = text.split_once(' ')?;
    let (of, count) = match (of.strip_suffix("?*"), of.strip_suffix('*'), of.strip_suffix('?')) {
        (Some(of), ..) => (of, Count::ManyOptional),
        (_, Some(of), _) => (of, Count::Many),
        (_, _, Some(of)) => (of, Count::Optional),
        _ => (of, Count::One),
    };
    Some(Field { name, of, count })
}

/// A sum (a class with alternatives), and whether its nodes have places.
pub struct Sum {
    pub name: &'static str,
    pub placed: bool,
}

/// The sums in the order in which their classes are made.
pub const SUMS: &[Sum] = &[
    Sum { name: "mod", placed: false },
    Sum { name: "stmt", placed: true },
    Sum { name: "expr", placed: true },
    Sum { name: "expr_context", placed: false },
    Sum { name: "boolop", placed: false },
    Sum { name: "operator", placed: false },
    Sum { name: "unaryop", placed: false },
    Sum { name: "cmpop", placed: false },
    Sum { name: "excepthandler", placed: true },
    Sum { name: "pattern", placed: true },
    Sum { name: "type_ignore", placed: false },
    Sum { name: "type_param", placed: true },
];

/// Nodes that belong to no sum and have places.
pub const PLACED_PRODUCTS: &[&str] = &["arg", "keyword", "alias"];

/// A line of the table.
pub struct Line {
    pub node: Node,
    pub name: &'static str,
    /// Empty: the node belongs to no sum.
    pub sum: &'static str,
    pub fields: &'static str,
}

macro_rules! nodes {
    ($($sum:ident { $($node:ident $name:literal $fields:literal;)* })*) => {
        /// A class of nodes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Node { $($($node,)*)* }

        /// All nodes, in the order of the grammar.
        pub const NODES: &[Line] = &[
            $($(Line { node: Node::$node, name: $name, sum: stringify!($sum), fields: $fields },)*)*
        ];
    };
}

nodes! {
    r#mod {
        Module "Module" "stmt* body, type_ignore* type_ignores";
        Interactive "Interactive" "stmt* body";
        Expression "Expression" "expr body";
        FunctionType "FunctionType" "expr* argtypes, expr returns";
    }
    stmt {
        FunctionDef "FunctionDef" "identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params";
        AsyncFunctionDef "AsyncFunctionDef" "identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params";
        ClassDef "ClassDef" "identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params";
        Return "Return" "expr? value";
        Delete "Delete" "expr* targets";
        Assign "Assign" "expr* targets, expr value, string? type_comment";
        TypeAlias "TypeAlias" "expr name, type_param* type_params, expr value";
        AugAssign "AugAssign" "expr target, operator op, expr value";
        AnnAssign "AnnAssign" "expr target, expr annotation, expr? value, int simple";
        For "For" "expr target, expr iter, stmt* body, stmt* orelse, string? type_comment";
        AsyncFor "AsyncFor" "expr target, expr iter, stmt* body, stmt* orelse, string? type_comment";
        While "While" "expr test, stmt* body, stmt* orelse";
        If "If" "expr test, stmt* body, stmt* orelse";
        With "With" "withitem* items, stmt* body, string? type_comment";
        AsyncWith "AsyncWith" "withitem* items, stmt* body, string? type_comment";
        Match "Match" "expr subject, match_case* cases";
        Raise "Raise" "expr? exc, expr? cause";
        Try "Try" "stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody";
        TryStar "TryStar" "stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody";
        Assert "Assert" "expr test, expr? msg";
        Import "Import" "alias* names";
        ImportFrom "ImportFrom" "identifier? module, alias* names, int? level";
        Global "Global" "identifier* names";
        Nonlocal "Nonlocal" "identifier* names";
        Expr "Expr" "expr value";
        Pass "Pass" "";
        Break "Break" "";
        Continue "Continue" "";
    }
    expr {
        BoolOp "BoolOp" "boolop op, expr* values";
        NamedExpr "NamedExpr" "expr target, expr value";
        BinOp "BinOp" "expr left, operator op, expr right";
        UnaryOp "UnaryOp" "unaryop op, expr operand";
        Lambda "Lambda" "arguments args, expr body";
        IfExp "IfExp" "expr test, expr body, expr orelse";
        Dict "Dict" "expr?* keys, expr* values";
        Set "Set" "expr* elts";
        ListComp "ListComp" "expr elt, comprehension* generators";
        SetComp "SetComp" "expr elt, comprehension* generators";
        DictComp "DictComp" "expr key, expr value, comprehension* generators";
        GeneratorExp "GeneratorExp" "expr elt, comprehension* generators";
        Await "Await" "expr value";
        Yield "Yield" "expr? value";
        YieldFrom "YieldFrom" "expr value";
        Compare "Compare" "expr left, cmpop* ops, expr* comparators";
        Call "Call" "expr func, expr* args, keyword* keywords";
        FormattedValue "FormattedValue" "expr value, int conversion, expr? format_spec";
        Interpolation "Interpolation" "expr value, constant str, int conversion, expr? format_spec";
        JoinedStr "JoinedStr" "expr* values";
        TemplateStr "TemplateStr" "expr* values";
        Constant "Constant" "constant value, string? kind";
        Attribute "Attribute" "expr value, identifier attr, expr_context ctx";
        Subscript "Subscript" "expr value, expr slice, expr_context ctx";
        Starred "Starred" "expr value, expr_context ctx";
        Name "Name" "identifier id, expr_context ctx";
        List "List" "expr* elts, expr_context ctx";
        Tuple "Tuple" "expr* elts, expr_context ctx";
        Slice "Slice" "expr? lower, expr? upper, expr? step";
    }
    expr_context { Load "Load" ""; Store "Store" ""; Del "Del" ""; }
    boolop { And "And" ""; Or "Or" ""; }
    operator {
        Add "Add" ""; Sub "Sub" ""; Mult "Mult" ""; MatMult "MatMult" ""; Div "Div" ""; Mod "Mod" ""; Pow "Pow" "";
        LShift "LShift" ""; RShift "RShift" ""; BitOr "BitOr" ""; BitXor "BitXor" ""; BitAnd "BitAnd" "";
        FloorDiv "FloorDiv" "";
    }
    unaryop { Invert "Invert" ""; Not "Not" ""; UAdd "UAdd" ""; USub "USub" ""; }
    cmpop {
        Eq "Eq" ""; NotEq "NotEq" ""; Lt "Lt" ""; LtE "LtE" ""; Gt "Gt" ""; GtE "GtE" ""; Is "Is" ""; IsNot "IsNot" "";
        In "In" ""; NotIn "NotIn" "";
    }
    product {
        Comprehension "comprehension" "expr target, expr iter, expr* ifs, int is_async";
    }
    excepthandler { ExceptHandler "ExceptHandler" "expr? type, identifier? name, stmt* body"; }
    product {
        Arguments "arguments" "arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults";
        Arg "arg" "identifier arg, expr? annotation, string? type_comment";
        Keyword "keyword" "identifier? arg, expr value";
        Alias "alias" "identifier name, identifier? asname";
        WithItem "withitem" "expr context_expr, expr? optional_vars";
        MatchCase "match_case" "pattern pattern, expr? guard, stmt* body";
    }
    pattern {
        MatchValue "MatchValue" "expr value";
        MatchSingleton "MatchSingleton" "constant value";
        MatchSequence "MatchSequence" "pattern* patterns";
        MatchMapping "MatchMapping" "expr* keys, pattern* patterns, identifier? rest";
        MatchClass "MatchClass" "expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns";
        MatchStar "MatchStar" "identifier? name";
        MatchAs "MatchAs" "pattern? pattern, identifier? name";
        MatchOr "MatchOr" "pattern* patterns";
    }
    type_ignore { TypeIgnore "TypeIgnore" "int lineno, string tag"; }
    type_param {
        TypeVar "TypeVar" "identifier name, expr? bound, expr? default_value";
        ParamSpec "ParamSpec" "identifier name, expr? default_value";
        TypeVarTuple "TypeVarTuple" "identifier name, expr? default_value";
    }
}

impl Line {
    /// The sum, by the name of its class; None: the node belongs to none.
    pub fn sum(&self) -> Option<&'static str> {
        match self.sum {
            "product" => None,
            sum => Some(sum.strip_prefix("r#").unwrap_or(sum)),
        }
    }

    /// The node as its class's doc shows it.
    pub fn doc(&self) -> String {
        let is_product = self.sum().is_none();
        match self.fields {
            "" if !is_product => self.name.to_string(),
            fields => format!("{}({fields})", self.name),
        }
    }

    /// Whether nodes of this kind have places.
    pub fn is_placed(&self) -> bool {
        match self.sum() {
            Some(sum) => SUMS.iter().any(|s| s.name == sum && s.placed),
            None => PLACED_PRODUCTS.contains(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_of_a_known_type() {
        for (at, line) in NODES.iter().enumerate() {
            assert_eq!(line.node as usize, at);
            for f in fields(line.fields) {
                let known = matches!(f.of, "identifier" | "string" | "int" | "constant")
                    || SUMS.iter().any(|s| s.name == f.of)
                    || NODES.iter().any(|n| n.sum().is_none() && n.name == f.of);
                assert!(known, "{}.{}", line.name, f.name);
            }
        }
    }
}
