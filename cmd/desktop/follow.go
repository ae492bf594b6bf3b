//go:build !js

package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"raftarium/core/narrate"
	"raftarium/viz/viewer"
)

const (
	// quietMost is how long nothing may be heard: the server says something ten times
	// a second.
	quietMost = 4 * time.Second
	// retryAfter is how long a lost connection waits before it is tried again.
	retryAfter = time.Second
	// deedMost is how long the server may take for what is done here.
	deedMost = 30 * time.Second
	// inboxBytesMax bounds what is heard while the window stands still. What comes
	// then is asked for again later.
	inboxBytesMax = 64 << 20
	// deedsMax bounds what waits to be sent.
	deedsMax = 256
)

// follower follows a cluster that `raftarium serve --endpoints` runs, as the page of
// that server does: what happens there is heard and goes to the viewer, what the
// viewer does to it is sent there. Its connections are goroutines of their own; pass
// is the one place where they meet the viewer. cmd/internal/live is the other end.
type follower struct {
	channel *url.URL // of the server, where its page has it, too
	client  *http.Client
	own     string // begins the tags of what is done here
	retry   time.Duration
	aside   bool // leaves what is looked at as it is
	deeds   chan viewer.Sent
	wake    func() // the window, which may rest

	mu       sync.Mutex
	inbox    []message
	bytes    int    // of the inbox
	last     string // the stream is taken up after it; "": from the beginning
	stop     func() // ends the stream that is heard
	broken   bool   // what is heard now is not to be taken
	lost     bool   // that the connection is lost is still to be told
	refusals []refusal
}

// refusal is something that was sent and not done.
type refusal struct{ tag, why string } // why is "" where nobody answered

// newFollower returns who follows the cluster whose page is at an address.
func newFollower(address string) (*follower, error) {
	u, err := url.Parse(address)
	if err == nil && (u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		err = errors.New("an address begins with http:// or https:// and a host")
	}
	if err != nil {
		return nil, fmt.Errorf("follow the cluster at %q: %w", address, err)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return &follower{
		channel: u.ResolveReference(&url.URL{Path: "live/"}),
		client:  &http.Client{},
		own:     rand.Text()[:10] + "-",
		retry:   retryAfter,
		wake:    func() {},
		deeds:   make(chan viewer.Sent, deedsMax),
	}, nil
}

// begin connects to the cluster that is to be followed, or aside.
func (f *follower) begin(ctx context.Context, aside bool) error {
	if aside {
		f.startAside(ctx)
		return nil
	}
	return f.start(ctx)
}

// start connects, and goes on until ctx ends. A connection that is lost later is
// tried again and again; an error says why there is none at all.
func (f *follower) start(ctx context.Context) error {
	s, err := f.open(ctx)
	if err != nil {
		return fmt.Errorf("follow the cluster at %s: %w", f.channel.ResolveReference(&url.URL{Path: ".."}), err)
	}
	go f.listen(ctx, s)
	go f.send(ctx)
	return nil
}

// startAside connects if there is a cluster at all, without waiting for it: what is
// looked at stays as it is.
func (f *follower) startAside(ctx context.Context) {
	f.aside = true
	go func() {
		s, err := f.open(ctx)
		if err != nil { // a page without a cluster, or none
			return
		}
		go f.send(ctx)
		f.listen(ctx, s)
	}()
}

// errQuiet says that nothing has come for too long.
var errQuiet = fmt.Errorf("nothing was heard for %v", quietMost)

// open asks for the stream of what happens there.
func (f *follower) open(ctx context.Context) (*stream, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := func() { cancel(nil) }
	f.mu.Lock()
	f.inbox, f.bytes, f.broken, f.stop = nil, 0, false, stop
	since := f.last
	f.mu.Unlock()
	quiet := time.AfterFunc(quietMost, func() { cancel(errQuiet) })
	where := f.channel.ResolveReference(&url.URL{Path: "stream", RawQuery: "since=" + url.QueryEscape(since)})
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, where.String(), nil)
	if err != nil {
		quiet.Stop()
		stop()
		return nil, err
	}
	answer, err := f.client.Do(request)
	if err != nil {
		quiet.Stop()
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		stop()
		return nil, fmt.Errorf("%w; raftarium serve --endpoints runs one", bare(err))
	}
	s := newStream(answer.Body, func() { quiet.Reset(quietMost) }, func() { quiet.Stop(); stop(); answer.Body.Close() })
	if kind, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";"); answer.StatusCode == http.StatusOK && kind == "text/event-stream" {
		return s, nil
	}
	defer s.close()
	if why := refused(answer); why != "" {
		return nil, errors.New(why)
	}
	return nil, fmt.Errorf("its server answers (HTTP %d) and runs no cluster that can be followed; raftarium serve --endpoints runs one", answer.StatusCode)
}

// bare is an error of an HTTP client without the address, which is said already.
func bare(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// refused is the sentence with which the server refuses, or "".
func refused(answer *http.Response) string {
	var told struct {
		Error string `json:"error"`
	}
	body, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<16))
	_ = json.Unmarshal(body, &told) // what is no JSON says nothing
	return told.Error
}

// listen hears what happens there, and connects again where that ends.
func (f *follower) listen(ctx context.Context, s *stream) {
	for {
		if s != nil {
			f.hear(s)
			s.close()
		}
		f.lose()
		select {
		case <-ctx.Done():
			return
		case <-time.After(f.retry):
		}
		s, _ = f.open(ctx) // why not is no news
	}
}

// hear takes what comes, until nothing more does or it cannot be taken.
func (f *follower) hear(s *stream) {
	for {
		m, err := s.next()
		if err != nil {
			return
		}
		f.mu.Lock()
		full := f.broken || f.bytes > inboxBytesMax
		if !full {
			f.inbox = append(f.inbox, m)
			f.bytes += len(m.data)
		}
		f.mu.Unlock()
		f.wake()
		if full {
			return
		}
	}
}

func (f *follower) lose() {
	f.mu.Lock()
	f.broken, f.lost = true, true
	f.mu.Unlock()
	f.wake()
}

// pass gives the viewer what was heard since, and sends what they did.
func (f *follower) pass(v *viewer.Viewer) {
	f.mu.Lock()
	for _, m := range f.inbox {
		if err := f.take(v, m); err != nil {
			// What does not fit is asked for anew, from the beginning.
			f.last, f.broken, f.lost = "", true, true
			f.stop()
			break
		}
		f.last = m.id
	}
	clear(f.inbox) // an encoded world is large
	f.inbox, f.bytes = f.inbox[:0], 0
	if f.lost {
		v.Connected(false)
		f.lost = false
	}
	refusals := f.refusals
	f.refusals = nil
	f.mu.Unlock()
	for _, r := range refusals {
		if r.why == "" {
			r.why = narrate.Format(v.Lang(), "ui.live-unsent")
		}
		v.Refuse(r.tag, r.why)
	}
	for _, s := range v.Sent() {
		select {
		case f.deeds <- s:
		default:
			v.Refuse(s.Tag, narrate.Format(v.Lang(), "ui.live-unsent"))
		}
	}
}

func (f *follower) take(v *viewer.Viewer, m message) error {
	switch m.event {
	case "begin":
		var b viewer.Beginning
		if err := json.Unmarshal(m.data, &b); err != nil {
			return err
		}
		return v.Follow(b, f.own, f.aside)
	case "heard":
		var n viewer.News
		if err := json.Unmarshal(m.data, &n); err != nil {
			return err
		}
		return v.Hear(n)
	}
	return nil // of a newer server
}

// send sends what was done here, one after the other.
func (f *follower) send(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-f.deeds:
			why, done := f.post(ctx, s)
			if done {
				continue
			}
			f.mu.Lock()
			f.refusals = append(f.refusals, refusal{s.Tag, why})
			f.mu.Unlock()
			f.wake()
		}
	}
}

// post sends one thing that was done here. Where it is not done, why is what the
// server says to that, or "".
func (f *follower) post(ctx context.Context, s viewer.Sent) (why string, done bool) {
	ctx, cancel := context.WithTimeout(ctx, deedMost)
	defer cancel()
	body, err := json.Marshal(s)
	if err != nil {
		return err.Error(), false
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, f.channel.ResolveReference(&url.URL{Path: "deed"}).String(), bytes.NewReader(body))
	if err != nil {
		return err.Error(), false
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := f.client.Do(request)
	if err != nil {
		return "", false
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusOK {
		return "", true
	}
	return refused(answer), false
}
