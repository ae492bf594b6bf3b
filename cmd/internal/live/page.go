package live

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"raftarium/cmd/internal/static"
)

// Page serves a page that follows the world: its files, the stream of what
// happens, and what is done in it.
type Page struct {
	World *World
	Files fs.FS    // of the built page
	Names []string // of this server, besides loopback names and IP addresses
}

// The addresses of the page's own channel, relative to it.
const (
	streamPath = "/live/stream" // server-sent events: a Beginning, then News
	deedPath   = "/live/deed"   // POST of a Deed: {} or {"error": "sentence"}
)

// Server returns a server for the page's address.
func (p Page) Server() *http.Server { return newServer(p.handler()) }

func (p Page) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", static.New(p.Files))
	mux.HandleFunc("GET /{$}", p.index)
	mux.HandleFunc("GET /index.html", p.index)
	mux.HandleFunc("GET "+streamPath, p.streamed)
	mux.HandleFunc("POST "+deedPath, p.guarded(p.deed))
	return mux
}

// index is the page, with the mark that tells it to follow.
func (p Page) index(w http.ResponseWriter, r *http.Request) {
	page, err := fs.ReadFile(p.Files, "index.html")
	if err != nil {
		http.Error(w, "there is no page here", http.StatusNotFound)
		return
	}
	mark := []byte("<head>\n<meta name=\"raftarium-live\" content=\"live/\">")
	page = bytes.Replace(page, []byte("<head>"), mark, 1)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Write(page)
}

func (p Page) guarded(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if err := guard(r, p.Names); err != nil {
			refuse(w, http.StatusForbidden, err)
			return
		}
		h(w, r)
	}
}

func refuse(w http.ResponseWriter, status int, err error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]string{"error": err.Error()})
}

// streamed is the stream, for whom it is meant.
func (p Page) streamed(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Vary", "Origin")
	origin, err := guardStream(r, p.Names)
	if err != nil {
		refuse(w, http.StatusForbidden, err)
		return
	}
	if origin != "" {
		w.Header().Set("Access-Control-Allow-Origin", origin)
	}
	p.stream(w, r)
}

// stream tells what happens, for as long as the page listens and keeps up.
func (p Page) stream(w http.ResponseWriter, r *http.Request) {
	since := r.Header.Get("Last-Event-ID") // of a browser that connects again by itself
	if since == "" {
		since = r.URL.Query().Get("since")
	}
	follower, err := p.World.Follow(since)
	if err != nil {
		refuse(w, http.StatusServiceUnavailable, err)
		return
	}
	defer p.World.Leave(follower)
	control := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		m, err := follower.news.next(r.Context())
		if err != nil {
			return
		}
		control.SetWriteDeadline(time.Now().Add(writeTimeout))
		if _, err := fmt.Fprintf(w, "event: %s\nid: %s\ndata: %s\n\n", m.Event, m.ID, m.Data()); err != nil {
			return
		}
		if err := control.Flush(); err != nil {
			return
		}
	}
}

// deedBytesMax bounds what somebody does in a page: a whole script may be pasted.
const deedBytesMax = 1 << 20

// deed carries out what somebody does in a page.
func (p Page) deed(w http.ResponseWriter, r *http.Request) {
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); kind != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, errors.New("what is done in a page is sent as application/json"))
		return
	}
	control := http.NewResponseController(w)
	control.SetReadDeadline(time.Now().Add(bodyTimeout))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, deedBytesMax))
	control.SetReadDeadline(time.Time{})
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge, fmt.Errorf("read what was done: %w", err))
		return
	}
	var d Deed
	if err := json.Unmarshal(body, &d); err != nil {
		refuse(w, http.StatusBadRequest, fmt.Errorf("read what was done: %w", err))
		return
	}
	if err := p.World.Do(d); err != nil {
		refuse(w, http.StatusConflict, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(w, "{}\n")
}
