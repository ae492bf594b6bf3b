package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"raftarium/core/api"
	"raftarium/core/sim"
)

// port is the open client port of a member.
type port struct {
	world  *World
	member sim.Node
	today  func() time.Time
	server *http.Server

	mu    sync.Mutex
	conns map[net.Conn]bool
}

// openPort serves a member's client port.
func openPort(w *World, member sim.Node, today func() time.Time, l net.Listener) *port {
	p := &port{world: w, member: member, today: today, conns: map[net.Conn]bool{}}
	p.server = newServer(p)
	p.server.Protocols = new(http.Protocols)
	p.server.Protocols.SetHTTP1(true)
	p.server.Protocols.SetUnencryptedHTTP2(true) // to be refused in its own words
	p.server.ConnState = p.note
	go p.server.Serve(limit(l, connsMax))
	return p
}

// newServer is a server with our bounds.
func newServer(h http.Handler) *http.Server {
	return &http.Server{Handler: h, MaxHeaderBytes: headerBytesMax, ReadHeaderTimeout: headTimeout, IdleTimeout: idleTimeout}
}

// note keeps count of the connections.
func (p *port) note(c net.Conn, s http.ConnState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch s {
	case http.StateNew:
		p.conns[c] = true
	case http.StateClosed, http.StateHijacked:
		delete(p.conns, c)
	}
}

// close does what a member does that is killed: it listens no more, and its
// connections are reset.
func (p *port) close() {
	p.mu.Lock()
	for c := range p.conns {
		reset(c)
	}
	p.mu.Unlock()
	p.server.Close()
}

// reset makes a connection end with a reset when it is closed.
func reset(c net.Conn) {
	if limited, ok := c.(*limitedConn); ok {
		c = limited.Conn
	}
	if tcp, ok := c.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
}

// ServeHTTP gives the world a request, and the client what the world answers.
func (p *port) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ProtoMajor != 1 {
		refuseHTTP2(w, r)
		return
	}
	control := http.NewResponseController(w)
	request, status, err := p.request(control, w, r)
	if err != nil {
		http.Error(w, "raftarium: "+err.Error(), status)
		return
	}
	call, err := p.world.Ask(p.member, request)
	if err != nil {
		http.Error(w, "raftarium: "+err.Error(), http.StatusServiceUnavailable)
		return
	}
	defer p.world.HangUp(call)
	for first := true; ; first = false {
		piece, err := call.Next(r.Context())
		if errors.Is(err, context.Canceled) {
			return // the client is gone
		}
		if err != nil {
			panic(http.ErrAbortHandler) // so is the member
		}
		control.SetWriteDeadline(time.Now().Add(writeTimeout))
		if err := p.send(w, control, r.Method, piece, first); err != nil || !piece.Stream {
			return
		}
	}
}

// refuseHTTP2 says what is spoken here, to a client of gRPC, such as etcdctl, as an
// answer of gRPC: it would else try again until its time is over, and say nothing but
// that.
func refuseHTTP2(w http.ResponseWriter, r *http.Request) {
	const spoken = "etcd's gateway is, under /v3/, and its v2 interface, under /v2/, for curl and ETCDCTL_API=2 etcdctl"
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc") {
		w.Header().Set("Content-Type", "application/grpc")
		w.Header().Set("Grpc-Status", "12") // unimplemented
		w.Header().Set("Grpc-Message", "raftarium: gRPC is not there yet; "+spoken)
		return
	}
	http.Error(w, "raftarium: HTTP/2 is not there yet; "+spoken, http.StatusHTTPVersionNotSupported)
}

// request makes a request of the world of one from outside, or says with which
// status it is refused, and why.
func (p *port) request(control *http.ResponseController, w http.ResponseWriter, r *http.Request) (q api.HTTPRequest, status int, err error) {
	q = api.HTTPRequest{Method: r.Method, Target: r.RequestURI, Host: r.Host}
	lines := 0
	for name, values := range r.Header {
		for _, value := range values {
			q.Header = append(q.Header, api.Header{Name: name, Value: value})
		}
		lines += len(values)
	}
	if lines > headersMax {
		return q, http.StatusRequestHeaderFieldsTooLarge, fmt.Errorf("the request has %d header lines, and can have %d", lines, headersMax)
	}
	slices.SortStableFunc(q.Header, func(a, b api.Header) int { return strings.Compare(a.Name, b.Name) })
	control.SetReadDeadline(time.Now().Add(bodyTimeout))
	q.Body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, bodyBytesMax))
	control.SetReadDeadline(time.Time{})
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return q, http.StatusRequestEntityTooLarge, fmt.Errorf("the request's body has more than %d bytes, which no request to etcd needs", tooLarge.Limit)
	case err != nil:
		return q, http.StatusBadRequest, fmt.Errorf("read the request's body: %w", err)
	}
	return q, 0, nil
}

// dateSlack is how far a member's clock may be from the one on the wall before its
// answers say so.
const dateSlack = 2 * time.Second

// send writes a piece of an answer. What etcd's own server adds to a header, Date
// and what follows it, ours adds by itself, in the same order, except where the
// world knows better.
func (p *port) send(w http.ResponseWriter, control *http.ResponseController, method string, piece *api.HTTPResponse, first bool) error {
	chunked := piece.Stream
	if first {
		header := w.Header()
		own := false
		for _, h := range piece.Header {
			switch h.Name {
			case "Date":
				own = true
				if date, err := http.ParseTime(h.Value); err == nil && p.today().Sub(date).Abs() > dateSlack {
					header.Set(h.Name, h.Value)
				}
			case "Transfer-Encoding":
				chunked = true
			case "Content-Length":
				if n, err := strconv.Atoi(h.Value); err == nil && (method == http.MethodHead || n > 2048) {
					header.Set(h.Name, h.Value)
				}
			default:
				if !own {
					header.Add(h.Name, h.Value)
				}
			}
		}
		w.WriteHeader(piece.Status)
	}
	if len(piece.Body) > 0 {
		if _, err := w.Write(piece.Body); err != nil {
			return err
		}
	}
	for _, h := range piece.Trailer {
		w.Header().Set(h.Name, h.Value)
	}
	if chunked {
		return control.Flush()
	}
	return nil
}
