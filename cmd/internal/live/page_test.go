package live

import (
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// pageOf serves the page of a world.
func pageOf(r *running) *httptest.Server {
	server := httptest.NewServer(Page{World: r.World, Files: fstest.MapFS{
		"index.html":  {Data: []byte("<html><head><title>page</title></head></html>")},
		"js/page.mjs": {Data: []byte("1")},
	}}.handler())
	r.Cleanup(server.Close)
	return server
}

// follower is a page that follows, without a page.
type follower struct {
	testing.TB
	lines  *bufio.Reader
	closed func() error
	lab    *lab.Lab
	id     string
	tags   []string
}

// follow opens the stream of a page's server, where the last ID says that it was.
func (r *running) follow(address, lastID string) *follower {
	request, err := http.NewRequest("GET", address+"/live/stream", nil)
	require.NoError(r, err)
	if lastID != "" {
		request.Header.Set("Last-Event-ID", lastID)
	}
	answer, err := http.DefaultClient.Do(request)
	require.NoError(r, err)
	require.Equal(r, "text/event-stream", answer.Header.Get("Content-Type"))
	r.Cleanup(func() { answer.Body.Close() })
	return &follower{TB: r, lines: bufio.NewReader(answer.Body), closed: answer.Body.Close}
}

// hear reads one message.
func (f *follower) hear() (event string) {
	f.Helper()
	var data string
	for {
		line, err := f.lines.ReadString('\n')
		require.NoError(f, err)
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch name {
		case "event":
			event = value
		case "id":
			f.id = value
		case "data":
			data = value
		case "":
			f.take(event, data)
			return event
		}
	}
}

func (f *follower) take(event, data string) {
	switch event {
	case "begin":
		var b Beginning
		require.NoError(f, json.Unmarshal([]byte(data), &b))
		packed, err := base64.StdEncoding.DecodeString(b.World)
		require.NoError(f, err)
		world, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
		if len(packed) > 0 {
			require.NoError(f, err)
		}
		marks, err := base64.StdEncoding.DecodeString(b.Marks)
		require.NoError(f, err)
		f.lab, err = lab.Follow(lab.Beginning{Link: b.Link, World: world, Partial: b.Partial, Marks: marks})
		require.NoError(f, err)
	case "heard":
		var n News
		require.NoError(f, json.Unmarshal([]byte(data), &n))
		inputs, err := base64.StdEncoding.DecodeString(n.Inputs)
		require.NoError(f, err)
		_, err = f.lab.Hear(inputs, n.NowNS)
		require.NoError(f, err)
		f.tags = append(f.tags, n.Tags...)
	}
	f.lab.Advance(sim.Never)
}

// sees holds that the follower has computed the world as it is.
func (f *follower) sees(r *running) {
	f.Helper()
	for now := r.play.World().Now(); f.lab.Now() < now; {
		f.hear()
	}
	require.Equal(f, string(lab.AppendState(nil, r.play.World())), string(lab.AppendState(nil, f.lab.World())))
	require.True(f, bytes.Equal(r.play.EncodeWorld(), f.lab.EncodeWorld()), "to the byte")
}

// settle makes what has happened known to all.
func (r *running) settle() { r.pass(tellEvery) }

func TestWhoFollowsTheStreamComputesTheSameWorld(t *testing.T) {
	r := start(t, config(t))
	page := pageOf(r)
	first := r.follow(page.URL, "")
	require.Equal(t, "begin", first.hear())
	_, code := r.curl("-s", r.url(2)+"/v2/keys/message", "-XPUT", "-d", "value=hello")
	require.Zero(t, code)
	r.do("crash etcd-03")
	require.NoError(t, r.Do(Deed{Terminal: "A", Line: "etcdctl put a b", Tag: "mine"}))
	r.pass(sim.Second)
	require.NoError(t, r.Do(Deed{Terminal: "A", Interrupt: true}))
	r.settle()
	first.sees(r)
	require.Equal(t, []string{"mine"}, first.tags)

	late := r.follow(page.URL, "")
	require.Equal(t, "begin", late.hear())
	r.pass(10 * sim.Second)
	r.settle()
	late.sees(r)
	first.sees(r)
	opened, err := lab.Open(late.lab.Link())
	require.NoError(t, err)
	require.Equal(t, string(lab.AppendState(nil, late.lab.World())), string(lab.AppendState(nil, opened.World())), "and a link leads there")
}

func TestALostConnectionIsTakenUpAgain(t *testing.T) {
	r := start(t, config(t))
	page := pageOf(r)
	f := r.follow(page.URL, "")
	f.hear()
	r.do("crash etcd-03")
	r.settle()
	f.sees(r)
	f.closed()
	r.do("restart etcd-03")
	r.pass(3 * sim.Second)

	again := r.follow(page.URL, f.id)
	again.lab = f.lab
	require.Equal(t, "heard", again.hear(), "what was missed, and not all again")
	r.settle()
	again.sees(r)

	for name, id := range map[string]string{"another program's": "OTHER-1", "nonsense": "x", "of the future": f.id + "0000"} {
		require.Equal(t, "begin", r.follow(page.URL, id).hear(), name)
	}
}

func TestWhoJoinsALongWorldIsGivenItEncoded(t *testing.T) {
	r := start(t, config(t))
	page := pageOf(r)
	r.do("crash etcd-03")
	for r.play.World().Trace().Next() < replayMax {
		r.pass(60 * sim.Second)
	}
	f := r.follow(page.URL, "")
	f.hear()
	require.Greater(t, len(f.lab.Link()), 0, "all inputs are known as well")
	require.True(t, slices.ContainsFunc(f.lab.Marks(), func(m lab.Mark) bool { return m.Kind == lab.MarkCrash }), "and what has happened")
	r.settle()
	f.sees(r)

	id := f.id
	r.do("restart etcd-03")
	r.settle()
	r.mu.Lock()
	r.record.drop(r.play)
	r.mu.Unlock()
	r.do("crash etcd-01")
	r.settle()
	f.sees(r)
	late := r.follow(page.URL, "")
	late.hear()
	require.Empty(t, late.lab.Link(), "the beginning was dropped")
	r.settle()
	late.sees(r)
	require.Equal(t, "begin", r.follow(page.URL, id).hear(), "what lies before is not kept")
}

func TestWhoDoesNotKeepUpIsLetGo(t *testing.T) {
	r := start(t, config(t))
	f, err := r.Follow("")
	require.NoError(t, err)
	line := "true " + strings.Repeat("x", 1<<20)
	for range behindMax>>20 + 1 { // more than is taken
		require.NoError(t, r.Do(Deed{Terminal: "A", Line: line}))
	}
	require.Empty(t, r.record.followers)
	messages := 0
	for ; ; messages++ {
		if _, err := f.news.next(t.Context()); err != nil {
			require.ErrorIs(t, err, errClosed)
			break
		}
	}
	require.LessOrEqual(t, messages, behindMax>>20+1)

	for range followersMax {
		_, err := r.Follow("")
		require.NoError(t, err)
	}
	_, err = r.Follow("")
	require.ErrorContains(t, err, "100 pages follow this cluster already")
}

func TestThePageIsToldThatItFollows(t *testing.T) {
	r := start(t, config(t))
	page := pageOf(r)
	for path, want := range map[string]string{
		"/":            "<html><head>\n<meta name=\"raftarium-live\" content=\"live/\"><title>page</title></head></html>",
		"/index.html":  "<html><head>\n<meta name=\"raftarium-live\" content=\"live/\"><title>page</title></head></html>",
		"/js/page.mjs": "1",
	} {
		got, _ := r.curl("-s", page.URL+path)
		require.Equal(t, want, got)
	}
}

func TestOnlyItsOwnPageDrivesTheCluster(t *testing.T) {
	const crash = `{"do":"crash etcd-01"}`
	tests := []struct {
		name, host string
		header     []string
		body       string
		status     int
		says       string
	}{
		{"its page", "localhost:8080", []string{"Origin", "http://localhost:8080", "Sec-Fetch-Site", "same-origin"}, crash, 200, "{}"},
		{"a program", "127.0.0.1:8080", nil, crash, 200, "{}"},
		{"an address", "[::1]:8080", []string{"Origin", "http://[::1]:8080"}, crash, 200, "{}"},
		{"a name that was allowed", "box.local:8080", nil, crash, 200, "{}"},
		{"another origin", "localhost:8080", []string{"Origin", "http://evil.example"}, crash, 403, "only the page of this server may do this"},
		{"another port", "localhost:8080", []string{"Origin", "http://localhost:9090"}, crash, 403, "not one from"},
		{"no origin", "localhost:8080", []string{"Origin", "null"}, crash, 403, "not one from"},
		{"another site", "localhost:8080", []string{"Sec-Fetch-Site", "cross-site"}, crash, 403, "not that of another site"},
		{"a name that leads here", "evil.example:8080", []string{"Origin", "http://evil.example:8080", "Sec-Fetch-Site", "same-origin"}, crash, 403, "is not called"},
		{"a form", "localhost:8080", []string{"Content-Type", "text/plain"}, crash, 415, "application/json"},
		{"no JSON", "localhost:8080", nil, "crash", 400, "read what was done"},
		{"too much", "localhost:8080", nil, `{"line":"` + strings.Repeat("x", deedBytesMax) + `"}`, 413, "too large"},
		{"a deed that cannot be", "localhost:8080", nil, `{"do":"crash etcd-09"}`, 409, `no member \"etcd-09\": they are etcd-01, etcd-02, etcd-03`},
		{"no such terminal", "localhost:8080", nil, `{"terminal":"Z","line":"true"}`, 409, `no terminal \"Z\" is open`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, err := New(lab.Config{Members: 3})
			require.NoError(t, err)
			handler := Page{World: w, Files: fstest.MapFS{}, Names: []string{"box.local"}}.handler()
			request := httptest.NewRequest("POST", "/live/deed", strings.NewReader(tt.body))
			request.Host = tt.host
			request.Header.Set("Content-Type", "application/json")
			for i := 0; i < len(tt.header); i += 2 {
				request.Header.Set(tt.header[i], tt.header[i+1])
			}
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, request)
			require.Equal(t, tt.status, answer.Code, answer.Body.String())
			require.Contains(t, answer.Body.String(), tt.says)
			require.Empty(t, answer.Header().Get("Access-Control-Allow-Origin"))
			require.Equal(t, tt.status == 200, len(w.play.Inputs()) == 1)

			request = httptest.NewRequest("GET", "/live/stream", nil)
			request.Host, request.Header = tt.host, request.Header.Clone()
			if tt.status == 403 {
				for i := 0; i < len(tt.header); i += 2 {
					request.Header.Set(tt.header[i], tt.header[i+1])
				}
				answer = httptest.NewRecorder()
				handler.ServeHTTP(answer, request)
				require.Equal(t, 403, answer.Code, "nor is it watched")
			}
		})
	}
}

// A browser keeps six connections to a host: each page has its stream under a
// name of its own, which leads to this machine.
func TestAPageMayHaveItsStreamUnderANameOfItsOwn(t *testing.T) {
	tests := []struct {
		name, host, origin string
		status             int
	}{
		{"its own name", "x1-stream.localhost:8080", "http://localhost:8080", 200},
		{"from the address", "x1-stream.localhost:8080", "http://127.0.0.1:8080", 200},
		{"another port", "x1-stream.localhost:8080", "http://localhost:9090", 403},
		{"another site", "x1-stream.localhost:8080", "http://evil.example:8080", 403},
		{"another machine", "x1-stream.localhost:8080", "http://192.0.2.1:8080", 403},
		{"no origin", "x1-stream.localhost:8080", "null", 403},
		{"not under this machine's names", "192.0.2.1:8080", "http://localhost:8080", 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, err := New(lab.Config{Members: 3})
			require.NoError(t, err)
			handler := Page{World: w, Files: fstest.MapFS{}}.handler()
			ctx, cancel := context.WithCancel(t.Context())
			cancel() // what is open would stay so
			request := httptest.NewRequest("GET", "/live/stream", nil).WithContext(ctx)
			request.Host = tt.host
			request.Header.Set("Origin", tt.origin)
			request.Header.Set("Sec-Fetch-Site", "cross-site")
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, request)
			require.Equal(t, tt.status, answer.Code, answer.Body.String())
			allowed := ""
			if tt.status == 200 {
				allowed = tt.origin
			}
			require.Equal(t, allowed, answer.Header().Get("Access-Control-Allow-Origin"))
			deed := httptest.NewRequest("POST", "/live/deed", strings.NewReader("{}"))
			deed.Host = tt.host
			deed.Header = request.Header.Clone()
			answer = httptest.NewRecorder()
			handler.ServeHTTP(answer, deed)
			require.Equal(t, 403, answer.Code, "a deed is done under the page's own address alone")
		})
	}
}
