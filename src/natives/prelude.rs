//! The modules that are written in the language itself and bundled as text (`prelude/*.py`).

use crate::vm::BuiltinModule;

macro_rules! scripts {
    ($($name:literal $file:literal $package:literal;)*) => {
        /// Script-side modules by name.
        pub const MODULES: &[(&str, BuiltinModule)] = &[
            $( ($name, BuiltinModule::Script { text: include_str!(concat!("prelude/", $file)), package: $package }), )*
        ];
    };
}

// Name, file, whether it has submodules.
scripts! {
    "__future__" "__future__.py" false;
    "_argparse_help" "_argparse_help.py" false;
    "_argparse_parser" "_argparse_parser.py" false;
    "_datetime_moments" "_datetime_moments.py" false;
    "_datetime_text" "_datetime_text.py" false;
    "_enum_flags" "_enum_flags.py" false;
    "_inspect_signature" "_inspect_signature.py" false;
    "_inspect_source" "_inspect_source.py" false;
    "_statistics_normal" "_statistics_normal.py" false;
    "_strptime" "_strptime.py" false;
    "_traceback_anchors" "_traceback_anchors.py" false;
    "_typing" "_typing.py" false;
    "_typing_generic" "_typing_generic.py" false;
    "_typing_more" "_typing_more.py" false;
    "_weakrefset" "_weakrefset.py" false;
    "abc" "abc.py" false;
    "argparse" "argparse.py" false;
    "asyncio.base_events" "asyncio/base_events.py" false;
    "asyncio.base_tasks" "asyncio/base_tasks.py" false;
    "asyncio.constants" "asyncio/constants.py" false;
    "asyncio.coroutines" "asyncio/coroutines.py" false;
    "asyncio.events" "asyncio/events.py" false;
    "asyncio.exceptions" "asyncio/exceptions.py" false;
    "asyncio.futures" "asyncio/futures.py" false;
    "asyncio.locks" "asyncio/locks.py" false;
    "asyncio.log" "asyncio/log.py" false;
    "asyncio.mixins" "asyncio/mixins.py" false;
    "asyncio.protocols" "asyncio/protocols.py" false;
    "asyncio.queues" "asyncio/queues.py" false;
    "asyncio.runners" "asyncio/runners.py" false;
    "asyncio.streams" "asyncio/streams.py" false;
    "asyncio.subprocess" "asyncio/subprocess.py" false;
    "asyncio.taskgroups" "asyncio/taskgroups.py" false;
    "asyncio.tasks" "asyncio/tasks.py" false;
    "asyncio.threads" "asyncio/threads.py" false;
    "asyncio.timeouts" "asyncio/timeouts.py" false;
    "asyncio.transports" "asyncio/transports.py" false;
    "asyncio.unix_events" "asyncio/unix_events.py" false;
    "bisect" "bisect.py" false;
    "collections" "collections/__init__.py" true;
    "collections._user" "collections/_user.py" false;
    "collections.abc" "collections/abc.py" false;
    "contextlib" "contextlib.py" false;
    "copy" "copy.py" false;
    "copyreg" "copyreg.py" false;
    "dataclasses" "dataclasses.py" false;
    "datetime" "datetime.py" false;
    "enum" "enum.py" false;
    "fnmatch" "fnmatch.py" false;
    "functools" "functools.py" false;
    "glob" "glob.py" false;
    "heapq" "heapq.py" false;
    "inspect" "inspect.py" false;
    "io" "io.py" false;
    "json" "json/__init__.py" true;
    "json.decoder" "json/decoder.py" false;
    "json.encoder" "json/encoder.py" false;
    "keyword" "keyword.py" false;
    "linecache" "linecache.py" false;
    "logging" "logging/__init__.py" true;
    "logging._more" "logging/_more.py" false;
    "operator" "operator.py" false;
    "os" "os.py" false;
    "pathlib" "pathlib.py" false;
    "posixpath" "posixpath.py" false;
    "pprint" "pprint.py" false;
    "random" "random.py" false;
    "reprlib" "reprlib.py" false;
    "shlex" "shlex.py" false;
    "signal" "signal.py" false;
    "statistics" "statistics.py" false;
    "string" "string.py" false;
    "textwrap" "textwrap.py" false;
    "traceback" "traceback.py" false;
    "types" "types.py" false;
    "typing" "typing.py" false;
    "warnings" "warnings.py" false;
    "weakref" "weakref.py" false;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every file of the folder is listed, and nothing is listed twice.
    #[test]
    fn the_list_is_complete() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/natives/prelude");
        let mut found = Vec::new();
        let mut open = vec![(folder, String::new())];
        while let Some((folder, prefix)) = open.pop() {
            for entry in std::fs::read_dir(folder).expect("the folder exists") {
                let path = entry.expect("readable").path();
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                if path.is_dir() {
                    if stem != "__pycache__" {
                        open.push((path, format!("{prefix}{stem}.")));
                    }
                } else if path.extension().is_some_and(|e| e == "py") {
                    let name = if stem == "__init__" {
                        prefix.trim_end_matches('.').to_string()
                    } else {
                        format!("{prefix}{stem}")
                    };
                    found.push(name);
                }
            }
        }
        found.sort();
        let mut listed: Vec<String> = MODULES.iter().map(|(n, _)| n.to_string()).collect();
        listed.sort();
        assert_eq!(found, listed);
    }
}
