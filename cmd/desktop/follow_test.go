//go:build !js

package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/cmd/internal/live"
	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/viewer"
)

// served is a cluster that runs at the speed of the test, its server, and viewers
// that follow it.
type served struct {
	*testing.T
	*live.World
	server *httptest.Server
	now    sim.Time
	seats  []*seat
}

// seat is somebody who follows.
type seat struct {
	v    *viewer.Viewer
	f    *follower
	end  context.CancelFunc
	view viewer.View
}

// serve serves a cluster as `raftarium serve --endpoints` does.
func serve(t *testing.T) *served {
	world, err := live.New(lab.Config{Members: 3, Seed: 2, Profile: lab.EtcdTimes})
	require.NoError(t, err)
	s := &served{T: t, World: world}
	s.server = httptest.NewServer(s.handler())
	t.Cleanup(s.server.Close)
	s.advance(4 * sim.Second)
	return s
}

func (s *served) handler() http.Handler {
	return live.Page{World: s.World, Files: fstest.MapFS{"index.html": {Data: []byte("<head></head>")}}}.Server().Handler
}

// sit lets somebody follow.
func (s *served) sit() *seat { return s.sitAt("") }

// sitAt lets somebody open an address of the page.
func (s *served) sitAt(page string) *seat {
	s.Helper()
	o, err := parse([]string{s.server.URL + page}, env(nil), nil)
	require.NoError(s, err)
	o.remember(settings{})
	v, _, err := o.viewer(nowhere)
	require.NoError(s, err)
	f, err := newFollower(o.cluster)
	require.NoError(s, err)
	f.retry = time.Millisecond
	ctx, end := context.WithCancel(s.Context())
	s.Cleanup(end)
	require.NoError(s, f.begin(ctx, o.aside))
	seat := &seat{v: v, f: f, end: end}
	s.seats = append(s.seats, seat)
	return seat
}

const frame = 20 * time.Millisecond

// advance lets time pass there and a frame pass here.
func (s *served) advance(d sim.Time) {
	s.now += d
	s.Advance(s.now)
	for _, seat := range s.seats {
		seat.f.pass(seat.v)
		seat.v.Tick(frame)
		seat.view = seat.v.View()
	}
}

// until lets time pass until something is so.
func (s *served) until(what string, so func() bool) {
	s.Helper()
	for deadline := time.Now().Add(time.Minute); !so(); s.advance(sim.Time(frame)) {
		require.True(s, time.Now().Before(deadline), "not within a minute: %s", what)
	}
}

func (e *seat) is(state string) func() bool {
	return func() bool { return e.view.Live != nil && e.view.Live.State == state }
}

// has tells whether a text, such as a key, is in the state of what is seen.
func (e *seat) has(text string) func() bool {
	return func() bool {
		return strings.Contains(string(lab.AppendState(nil, e.v.Lab().World())), text)
	}
}

func (e *seat) members() (n int) {
	for range lab.Members(e.v.Lab().World()) {
		n++
	}
	return n
}

// What a page does with a cluster at real ports, the window does.
func TestARunningClusterIsFollowed(t *testing.T) {
	s := serve(t)
	one, two := s.sit(), s.sit()
	s.until("both follow", func() bool { return one.is("live")() && two.is("live")() })
	require.Equal(t, 3, one.members())

	// What is typed here runs there, and is seen by all.
	require.NoError(t, one.v.Type("A", "etcdctl put typed here"))
	s.until("the key there", func() bool { return strings.Contains(string(s.State()), "typed") })
	s.until("the key in both", func() bool { return one.has("typed")() && two.has("typed")() })
	require.NoError(t, two.v.Act("do crash etcd-02"))
	down := `"up":false`
	s.until("a member down in both", func() bool { return one.has(down)() && two.has(down)() })

	// One pauses, goes back and branches off: nobody else is touched.
	require.NoError(t, one.v.Act("pause"))
	stood := one.v.Lab().Now()
	s.until("behind", one.is("behind"))
	require.Equal(t, stood, one.v.Lab().Now())
	require.NoError(t, one.v.Act("seek 3000"))
	require.NoError(t, one.v.Type("A", "crash 1"))
	s.until("an own branch", one.is("branch"))
	require.Equal(t, "Own branch", one.view.Live.Label)
	require.NoError(t, two.v.Type("B", "etcdctl put meanwhile 1"))
	s.until("the others go on", two.has("meanwhile"))
	require.False(t, one.has("meanwhile")())
	require.NoError(t, one.v.Act("live"))
	s.until("back", func() bool { return one.is("live")() && one.has("meanwhile")() })

	// All have computed the same world.
	for _, e := range s.seats {
		require.NoError(t, e.v.Act("seek 4000"))
		s.until("the past", func() bool { return e.v.Lab().Now() == 4*sim.Second })
	}
	require.Equal(t, string(lab.AppendState(nil, one.v.Lab().World())), string(lab.AppendState(nil, two.v.Lab().World())))
}

// The link of a moment in a page that shows a cluster opens that moment; the cluster is
// what one can go on to. Where the page shows none, that is all. What is kept is the
// user's own alone.
func TestAMomentOpensBesideTheClusterOfItsPage(t *testing.T) {
	s := serve(t)
	l, err := lab.New(lab.Config{Members: 5, Seed: 4})
	require.NoError(t, err)
	l.Advance(sim.Second)
	moment := string(lab.AppendState(nil, l.World()))
	k := &keeper{folder: t.TempDir(), tell: func(err error) { require.NoError(t, err) }}
	e := s.sitAt("/#" + strings.TrimPrefix(l.Link(), "#"))
	s.until("the cluster is heard of", e.is("branch"))
	require.Equal(t, moment, string(lab.AppendState(nil, e.v.Lab().World())))
	require.NoError(t, e.v.Act("live"))
	s.until("it is followed", func() bool { return e.is("live")() && e.members() == 3 })
	k.keepRun(e.v)
	_, returned := opens(t, k)
	require.False(t, returned)

	e = s.sitAt("/#" + strings.TrimPrefix(l.Link(), "#"))
	s.until("the cluster is heard of again", e.is("branch"))
	k.keepRun(e.v)
	v, returned := opens(t, k)
	require.True(t, returned)
	require.Equal(t, moment, string(lab.AppendState(nil, v.Lab().World())))

	asked := make(chan string, 1)
	without := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.NotFound(w, r)
		asked <- r.URL.Path
	}))
	defer without.Close()
	f, err := newFollower(without.URL)
	require.NoError(t, err)
	f.startAside(t.Context())
	require.Equal(t, "/live/stream", <-asked)
	f.pass(v)
	require.Nil(t, v.View().Live)
}

// A connection that is lost is tried again, and goes on where it was; meanwhile what
// is done cannot be, and that is said.
func TestALostClusterIsFoundAgain(t *testing.T) {
	s := serve(t)
	var gone atomic.Bool
	handler := s.handler()
	s.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if gone.Load() {
			panic(http.ErrAbortHandler)
		}
		handler.ServeHTTP(w, r)
	})
	e := s.sit()
	s.until("it follows", e.is("live"))
	gone.Store(true)
	s.server.CloseClientConnections()
	s.until("lost", e.is("lost"))
	require.NoError(t, e.v.Type("A", "etcdctl put lost 1"))
	s.until("told", func() bool {
		return e.view.Toast != nil && e.view.Toast.Text == "The cluster cannot be reached: this was not done."
	})
	gone.Store(false)
	s.until("found", e.is("live"))
	require.NoError(t, e.v.Type("A", "etcdctl put found 1"))
	s.until("the key", e.has("found"))
	require.NotContains(t, string(s.State()), `"lost"`)
}

// Another cluster at the same address is followed from its beginning.
func TestAServerThatWasStartedAnewIsFollowed(t *testing.T) {
	s := serve(t)
	e := s.sit()
	require.NoError(t, e.v.Type("A", "etcdctl put before 1"))
	s.until("it follows", e.is("live"))
	world, err := live.New(lab.Config{Members: 5, Seed: 9})
	require.NoError(t, err)
	s.World, s.now = world, 0
	s.server.Config.Handler = s.handler()
	s.server.CloseClientConnections()
	s.until("the new one", func() bool { return e.members() == 5 && e.is("live")() })
}

func TestWhatTheServerRefusesIsTold(t *testing.T) {
	s := serve(t)
	e := s.sit()
	s.until("it follows", e.is("live"))
	require.NoError(t, e.v.Act("do crash 1"))
	s.until("crashed", func() bool { return strings.Contains(string(s.State()), `"up":false`) })
	require.NoError(t, e.v.Act("do crash 1"))
	s.until("refused", func() bool { return e.view.Toast != nil && e.view.Toast.Kind == "error" })
}

// A beginning that cannot be followed, such as that of another version, is said once,
// however often it is asked for again.
func TestAWorldThatCannotBeFollowedIsSaid(t *testing.T) {
	s := serve(t)
	var asked atomic.Int64
	s.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "event: begin\ndata: {\"link\":\"w=?\"}\n\n")
	})
	e := s.sit()
	var told []string
	s.until("asked again", func() bool {
		if toast := e.view.Toast; toast != nil && (len(told) == 0 || told[len(told)-1] != toast.Text) {
			told = append(told, toast.Text)
			require.Equal(t, 1, toast.ID)
		}
		return asked.Load() > 3 && len(told) > 0
	})
	require.Len(t, told, 1)
	require.Contains(t, told[0], "The cluster that runs there cannot be followed: ")
	require.Equal(t, "unfit", e.view.Live.State, "and the connection is not lost")
}

func TestWhereNoClusterRunsIsSaid(t *testing.T) {
	without := httptest.NewServer(http.NotFoundHandler())
	defer without.Close()
	full := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
		_ = json.NewEncoder(w).Encode(map[string]string{"error": "100 pages follow this cluster already"})
	}))
	defer full.Close()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for address, says := range map[string]string{
		without.URL: "runs no cluster that can be followed; raftarium serve --endpoints runs one",
		full.URL:    "100 pages follow this cluster already",
		closed.URL:  "connection refused; raftarium serve --endpoints runs one",
	} {
		f, err := newFollower(address)
		require.NoError(t, err)
		err = f.start(t.Context())
		require.ErrorContains(t, err, "follow the cluster at "+address+"/: ")
		require.ErrorContains(t, err, says)
	}
	_, err := newFollower("http://")
	require.ErrorContains(t, err, "begins with http:// or https:// and a host")
}
