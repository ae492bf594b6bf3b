package static

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
)

func folder() fstest.MapFS {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text), ModTime: at} }
	return fstest.MapFS{
		"index.html":         file("<title>page</title>"),
		"index.html.gz":      file("index, gzip"),
		"raftarium.wasm":     file("wasm, plain"),
		"raftarium.wasm.br":  file("wasm, brotli"),
		"raftarium.wasm.gz":  file("wasm, gzip"),
		"lessons/first.json": file("{}"),
		".secret":            file("hidden"),
		"lessons/.draft":     file("hidden"),
	}
}

func ask(h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAnswersFilesAndNothingElse(t *testing.T) {
	tests := []struct {
		name, method, target string
		code                 int
		body, contentType    string
	}{
		{"the page", "GET", "/", 200, "<title>page</title>", "text/html; charset=utf-8"},
		{"the page by its name", "GET", "/index.html", 200, "<title>page</title>", "text/html; charset=utf-8"},
		{"a head has no body", "HEAD", "/index.html", 200, "", "text/html; charset=utf-8"},
		{"WebAssembly", "GET", "/raftarium.wasm", 200, "wasm, plain", "application/wasm"},
		{"a compressed file by its own name", "GET", "/raftarium.wasm.gz", 200, "wasm, gzip", "application/gzip"},
		{"a file in a folder", "GET", "/lessons/first.json", 200, "{}", "application/json"},
		{"a folder is not listed", "GET", "/lessons", 404, "there is no /lessons here: the page is at /\n", ""},
		{"a folder with a slash neither", "GET", "/lessons/", 404, "there is no /lessons/ here: the page is at /\n", ""},
		{"a file is no folder", "GET", "/index.html/", 404, "there is no /index.html/ here: the page is at /\n", ""},
		{"what is not there", "GET", "/nothing.js", 404, "there is no /nothing.js here: the page is at /\n", ""},
		{"hidden files", "GET", "/.secret", 404, "there is no /.secret here: the page is at /\n", ""},
		{"hidden files in folders", "GET", "/lessons/.draft", 404, "there is no /lessons/.draft here: the page is at /\n", ""},
		{"the way out of the folder", "GET", "/../../etc/passwd", 404, "there is no /../../etc/passwd here: the page is at /\n", ""},
		{"writing", "POST", "/", 405, "the page is read only: POST is not answered\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := ask(New(folder()), tt.method, tt.target)
			require.Equal(t, tt.code, w.Code)
			require.Equal(t, tt.body, w.Body.String())
			if tt.contentType != "" {
				require.Equal(t, tt.contentType, w.Header().Get("Content-Type"))
				require.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
			}
		})
	}
}

func TestSendsTheBestFormThatIsAccepted(t *testing.T) {
	tests := []struct {
		name, target, accept, coding, body string
	}{
		{"brotli before gzip", "/raftarium.wasm", "gzip, deflate, br", "br", "wasm, brotli"},
		{"gzip where brotli is not taken", "/raftarium.wasm", "gzip", "gzip", "wasm, gzip"},
		{"a weight of 0 means no", "/raftarium.wasm", "br;q=0, gzip;q=0.5", "gzip", "wasm, gzip"},
		{"the wildcard stands for what is not named", "/raftarium.wasm", "*, br;q=0", "gzip", "wasm, gzip"},
		{"plain for who takes nothing", "/raftarium.wasm", "", "", "wasm, plain"},
		{"plain for who asks so", "/raftarium.wasm", "identity", "", "wasm, plain"},
		{"what is there of it", "/", "br, gzip", "gzip", "index, gzip"},
		{"plain when nothing lies beside it", "/lessons/first.json", "br, gzip", "", "{}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := ask(New(folder()), "GET", tt.target, "Accept-Encoding", tt.accept, "Range", "bytes=0-")
			if tt.coding != "" {
				require.Equal(t, 200, w.Code, "no part of a compressed file is sent")
			}
			require.Equal(t, tt.coding, w.Header().Get("Content-Encoding"))
			require.Equal(t, tt.body, w.Body.String())
			require.Equal(t, "Accept-Encoding", w.Header().Get("Vary"))
			require.Equal(t, len(tt.body), int(w.Result().ContentLength))
		})
	}
}

func TestRevalidatesByContent(t *testing.T) {
	files := folder()
	h := New(files)
	plain := ask(h, "GET", "/raftarium.wasm")
	require.Equal(t, "no-cache", plain.Header().Get("Cache-Control"))

	same := ask(h, "GET", "/raftarium.wasm", "If-None-Match", plain.Header().Get("ETag"))
	require.Equal(t, http.StatusNotModified, same.Code)
	require.Empty(t, same.Body.String())

	brotli := ask(h, "GET", "/raftarium.wasm", "Accept-Encoding", "br")
	require.NotEqual(t, plain.Header().Get("ETag"), brotli.Header().Get("ETag"), "a tag names one form")

	files["raftarium.wasm"] = &fstest.MapFile{Data: []byte("wasm, newer"), ModTime: time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC)}
	newer := ask(h, "GET", "/raftarium.wasm", "If-None-Match", plain.Header().Get("ETag"))
	require.Equal(t, http.StatusOK, newer.Code)
	require.Equal(t, "wasm, newer", newer.Body.String())
}

func TestANamedVersionIsKeptForAYear(t *testing.T) {
	sum := sha256.Sum256([]byte("wasm, plain"))
	version := hex.EncodeToString(sum[:])[:VersionLength]
	const year = "public, max-age=31536000, immutable"

	for _, accept := range []string{"", "br"} {
		w := ask(New(folder()), "GET", "/raftarium.wasm?v="+version, "Accept-Encoding", accept)
		require.Equal(t, year, w.Header().Get("Cache-Control"), "whatever the form, the version is the plain file's")
	}
	for _, other := range []string{"", version[:4], "0123456789abcdef"} {
		w := ask(New(folder()), "GET", "/raftarium.wasm?v="+other)
		require.Equal(t, "no-cache", w.Header().Get("Cache-Control"), "v=%s is not this file's version", other)
	}
}
