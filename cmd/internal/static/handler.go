package static

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// New returns a handler that serves files as the package comment says.
// Files opened from it must be seekable, as those of os.DirFS are.
func New(files fs.FS) http.Handler {
	return &handler{files: files, hashes: hashes{files: files}}
}

type handler struct {
	files  fs.FS
	hashes hashes
}

// encodings are the forms that may lie beside a file, the best first.
var encodings = []struct{ coding, suffix string }{
	{"br", ".br"},
	{"gzip", ".gz"},
}

// ServeHTTP implements http.Handler.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, fmt.Sprintf("the page is read only: %s is not answered", r.Method), http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	if !h.isFile(name) || hidden(name) || strings.HasSuffix(r.URL.Path, "/") && r.URL.Path != "/" {
		http.Error(w, fmt.Sprintf("there is no %s here: the page is at /", r.URL.Path), http.StatusNotFound)
		return
	}
	if err := h.serveFile(w, r, name); err != nil {
		http.Error(w, fmt.Sprintf("reading %s: %v", r.URL.Path, err), http.StatusInternalServerError)
	}
}

// serveFile answers with the file of that name, in the best form that the
// client accepts. After an error nothing has been written yet.
func (h *handler) serveFile(w http.ResponseWriter, r *http.Request, name string) error {
	version, err := h.hashes.of(name)
	if err != nil {
		return err
	}
	sent, coding := name, ""
	for _, e := range encodings {
		if accepts(r.Header.Values("Accept-Encoding"), e.coding) && h.isFile(name+e.suffix) {
			sent, coding = name+e.suffix, e.coding
			break
		}
	}
	etag, err := h.hashes.of(sent)
	if err != nil {
		return err
	}
	file, err := h.files.Open(sent)
	if err != nil {
		return err
	}
	defer file.Close()
	content, ok := file.(io.ReadSeeker)
	if !ok {
		return fmt.Errorf("%s cannot be read from its middle", sent)
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}

	header := w.Header()
	header.Set("Content-Type", contentType(name))
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Vary", "Accept-Encoding")
	header.Set("ETag", strconv.Quote(etag))
	header.Set("Cache-Control", "no-cache")
	if v := r.URL.Query().Get("v"); len(v) >= VersionLength && strings.HasPrefix(version, v) {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if coding != "" {
		header.Set("Content-Encoding", coding)
		// A part of a compressed file helps nobody, and net/http leaves the
		// length of an encoded answer to its caller.
		r = r.Clone(r.Context())
		r.Header.Del("Range")
		header.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	}
	http.ServeContent(w, r, name, info.ModTime(), content)
	return nil
}

func (h *handler) isFile(name string) bool {
	info, err := fs.Stat(h.files, name)
	return err == nil && info.Mode().IsRegular()
}

// hidden reports whether part of the name begins with a dot.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
}
