// Package static serves a folder of files as a good static host does, and
// nothing more: what `raftarium serve` answers with.
//
// The contract:
//   - GET and HEAD of a file that exists answer it; "/" is index.html; all
//     else is 404 or 405 in a sentence. Folders are not listed, and names that
//     begin with a dot do not exist.
//   - X.br and X.gz beside X are X, compressed beforehand. They are sent, with
//     Content-Encoding, to whom accepts them: brotli first, then gzip, then X
//     itself. Asked for by their own name they are plain files.
//   - Every answer bears an ETag, the hash of what is sent, and is revalidated
//     each time (no-cache). A request that names the file's version, as in
//     raftarium.wasm?v=0123456789abcdef, gets a year instead: that name never
//     means other bytes.
//   - Types come from a table, not from what the machine happens to know.
//
// Files may be replaced while they are served; their hashes are recomputed
// when size or modification time change.
//
//	http.ListenAndServe("localhost:8080", static.New(os.DirFS("dist/page")))
//
// The forms are those of RFC 9110: §12.5.3 Accept-Encoding, §8.8.3 ETag.
package static
