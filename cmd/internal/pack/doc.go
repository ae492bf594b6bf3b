// Command pack builds the page: a folder that any static host can serve.
//
//	go run ./cmd/internal/pack            # dist/page, as small as it gets
//	go run ./cmd/internal/pack --quick    # the same, at once: for this machine only
//
// It takes the files of web/ that a browser needs, with their placeholders
// filled in (placeholders.go), adds wasm_exec.js of the Go that compiles,
// raftarium.wasm, which is cmd/page, code.json, the text of core/raft for the
// panel that shows the code that runs (cmd/internal/passages), and names.json, the
// names of the program's functions (names.go). Beside each file that compresses lie its
// gzip -9 and brotli 11, for hosts that send them by name. It ends with a
// table of sizes, and with an error when a visitor would have to load more
// than 2.6 MB of brotli until the first picture.
//
// # How the page loads its WebAssembly
//
// Hosts differ: `raftarium serve` and most large ones compress, many small
// ones send files as they are, and browsers unpack gzip in scripts but not
// brotli. One rule suits all. The placeholder {{wasm}} is
//
//	{"url": "raftarium.wasm?v=…", "bytes": 11534336, "gzip": {"url": "raftarium.wasm.gz?v=…", "bytes": 2936012}}
//
// and the loader
//
//  1. fetches url. When the answer has a Content-Encoding, it is taken as it
//     comes: its stream counts up to bytes.
//  2. Otherwise it aborts that and fetches gzip.url, whose stream counts up to
//     gzip.bytes and goes through DecompressionStream("gzip"), unless this
//     answer has a Content-Encoding, that is, the host knows .gz and the
//     browser has unpacked it: then it counts up to bytes.
//
// Either stream, in a Response of type application/wasm, goes to
// WebAssembly.instantiateStreaming. The v in the address changes with the
// content, so that no cache pairs a new page with an old program.
//
// # Without a network
//
// sw.js is the page's service worker (web/sw.js). It is told by {{page}} which
// files make the page, which of them are loaded only when they are asked for
// (lessons/, js/later/, css/later/, code.json, names.json), and a version that changes with the content
// of any of them.
//
// # What the page is compiled of
//
// Most of a program that ebiten draws is ebiten and what it links. So the page
// is compiled with a copy of ebiten, in dist/.ebiten, that does the same for it
// (lean.go). Its shaders are compiled by ebiten's own compiler when the page is
// packed (shaders.go), and corners that a browser never reaches and that drag
// large packages in are gone (unused.go). That took 420 KB of brotli, a sixth
// of the page. Each change names what it replaces: with an ebiten in which that
// is not as it was, the build ends with an error that says what to look at.
// Tests hold the shaders of the copy against the original's. The desktop
// program has ebiten as it is.
//
// What the linker leaves is changed once more: its data in one piece
// (segments.go), worth another 120 KB; without tables of files and lines
// (lines.go), a tenth; and without the names of functions, which come later
// (names.go), 60 KB.
//
// Packages in which size counts for more than speed are compiled without
// inlining (compile.go).
//
// # Speed
//
// Brotli 11 of the program takes most of a minute; results are kept by content
// in dist/.cache, those of the last build only. With --quick there is no
// brotli, gzip is the fastest, and the compiler shares its cache with go test.
package main
