package lab

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/sim"
)

var rewrite = flag.Bool("rewrite", false, "renew testdata")

// step is something that is done to a lab after a while. Words that begin with
// a letter and a colon are typed into that terminal; those that begin with @ and
// the number of a member are a request to it from outside; others are done.
type step struct {
	after sim.Time
	line  string
}

// faults is a run with everything that can happen to a cluster.
var faults = []step{
	{900 * sim.Millisecond, "A:etcdctl put message hello"},
	{100 * sim.Millisecond, "link all loss=10%"},
	{1, "B:for i in 1 2 3 4 5 6 7 8; do etcdctl put key$i value$i; sleep 0.1; done"},
	{300 * sim.Millisecond, "crash etcd-02"},
	{200 * sim.Millisecond, "A:curl http://127.0.0.1:2579/v2/keys/message -XPUT -d value=x -d ttl=2"},
	{400 * sim.Millisecond, "partition etcd-01,etcd-03 | etcd-04,etcd-05"},
	{300 * sim.Millisecond, "restart etcd-02"},
	{500 * sim.Millisecond, "heal"},
	{50 * sim.Millisecond, "pause etcd-03"},
	{400 * sim.Millisecond, "A:etcdctl get --prefix key"},
	{300 * sim.Millisecond, "resume etcd-03"},
	{10 * sim.Millisecond, "cut etcd-01>etcd-04"},
	{10 * sim.Millisecond, "timeout etcd-05"},
	{300 * sim.Millisecond, "link all loss=0% dup=20% jitter=20ms"},
	{200 * sim.Millisecond, "crash etcd-01"},
	{1, "crash etcd-03"},
	{1, "A:curl http://127.0.0.1:2779/v2/keys/dir/sub -XPUT -d value=y"},
	{300 * sim.Millisecond, "restart etcd-01"},
	{500 * sim.Millisecond, "restart etcd-03"},
	{900 * sim.Millisecond, "B:etcdctl del key3"},
	{3 * sim.Second, "A:etcdctl get --prefix key -w json"},
	{sim.Second, `B:curl -s -m 6 http://127.0.0.1:2579/v3/watch -d '{"create_request":{"key":"a2V5","range_end":"bA==","start_revision":"2","prev_kv":true}}'`},
	{100 * sim.Millisecond, `A:curl -s http://127.0.0.1:2479/v3/lease/grant -d '{"ID":"7","TTL":"3"}'`},
	{400 * sim.Millisecond, `A:curl -s http://127.0.0.1:2679/v3/kv/txn -d '{"success":[{"request_put":{"key":"a2V5OQ==","lease":"7"}},{"request_range":{"key":"a2V5OQ=="}}]}'`},
	{400 * sim.Millisecond, `A:curl -s http://127.0.0.1:2779/v3/lease/keepalive -d '{"ID":"7"}'`},
	{20 * sim.Millisecond, "timeout etcd-02"},
	{700 * sim.Millisecond, `A:curl -s http://127.0.0.1:2779/v3/lease/timetolive -d '{"ID":"7","keys":true}'`},
	{400 * sim.Millisecond, `A:curl -s http://127.0.0.1:2779/v3/kv/compaction -d '{"revision":"5"}'`},
	{5 * sim.Second, `A:curl -s http://127.0.0.1:2379/v3/lease/leases -d ''`},
	{sim.Second, "heal"},
	{sim.Second, "clock etcd-02 rate=1.25"},
	{1, "clock etcd-04 jump=+350ms"},
	{1, "disk all tear latency=8ms"},
	{1, "B:etcdctl put torn value"},
	{25 * sim.Millisecond, "crash etcd-01"},
	{1, "crash etcd-02"},
	{1, "crash etcd-03"},
	{200 * sim.Millisecond, "restart etcd-01"},
	{1, "restart etcd-02"},
	{1, "restart etcd-03"},
	{sim.Second, "disk etcd-05 corrupt"},
	{1, "clock etcd-01 jump=-900ms"},
	{1, "crash etcd-05"},
	{100 * sim.Millisecond, "restart etcd-05"},
	{100 * sim.Millisecond, "disk etcd-05 wipe"},
	{1, "restart etcd-05"},
	{1, "A:etcdctl get --prefix key"},
	{2 * sim.Second, "option snapshot-every 20"},
	{1, "option snapshot-trail 5"},
	{sim.Second, "A:member add --learner; sleep 1; member promote etcd-06; sleep 1; transfer etcd-06"},
	{3 * sim.Second, "B:member remove etcd-01"},
	{sim.Second, "@2 PUT /v2/keys/outside?value=1"},
	{1, "@3 PUT /v2/keys/outside?value=2"},
	{1, "crash etcd-03"},
	{sim.Second, "@3 GET /v2/keys/outside"},
	{sim.Second, "@4 GET /v2/keys/outside?quorum=true"},
}

func (s step) do(t testing.TB, l *Lab) {
	l.Advance(l.Now() + s.after)
	if terminal, line, typed := strings.Cut(s.line, ":"); typed && len(terminal) == 1 {
		require.NoError(t, l.Type(terminal, line), s.line)
		return
	}
	if words := strings.Fields(s.line); words[0][0] == '@' {
		n, err := strconv.Atoi(words[0][1:])
		require.NoError(t, err)
		l.input(Input{What: Call{Conn: uint64(l.Now()), Server: sim.Node(n), HTTP: api.HTTPRequest{Method: words[1], Target: words[2], Host: "localhost"}}})
		return
	}
	require.NoError(t, l.Do(s.line), s.line)
}

func newOf(t testing.TB, c Config) *Lab {
	l, err := New(c)
	require.NoError(t, err)
	return l
}

// moment is what can be compared of a world.
type moment struct {
	at    sim.Time
	state string
	world []byte
}

func momentOf(l *Lab) moment {
	return moment{l.Now(), string(AppendState(nil, l.World())), l.EncodeWorld()}
}

// equal compares without printing megabytes.
func (m moment) equal(t testing.TB, other moment, what ...any) {
	require.Equal(t, m.at, other.at, what...)
	require.Equal(t, m.state, other.state, what...)
	require.True(t, bytes.Equal(m.world, other.world), append([]any{"encoded worlds differ"}, what...)...)
}

// played is a lab after the faults, with what it was at many moments.
func played(t testing.TB, seed uint64) (*Lab, []moment) {
	l := newOf(t, Config{Seed: seed})
	var moments []moment
	for _, s := range faults {
		s.do(t, l)
		moments = append(moments, momentOf(l))
	}
	l.Advance(l.Now() + 2*sim.Second)
	return l, append(moments, momentOf(l))
}

func TestTheSameInputsMakeTheSameWorldToTheByte(t *testing.T) {
	for seed := range uint64(5) {
		_, a := played(t, seed)
		_, b := played(t, seed)
		for i := range a {
			a[i].equal(t, b[i], "seed", seed, "moment", i)
		}
	}
}

func TestSeekShowsWhatWasRecordedThen(t *testing.T) {
	l, moments := played(t, 1)
	for _, i := range []int{3, 20, 0, len(moments) - 1, 7, 8, 6, 15} {
		l.Seek(moments[i].at)
		moments[i].equal(t, momentOf(l), "moment", i)
	}
	require.Equal(t, moments[len(moments)-1].at, l.Frontier())
	l.Seek(-5)
	require.Zero(t, l.Now())
}

func TestADecodedWorldGoesOnIdentically(t *testing.T) {
	l, moments := played(t, 2)
	inputs := l.Inputs()
	for i, m := range moments {
		w, err := l.DecodeWorld(m.world)
		require.NoError(t, err)
		last := moments[min(i+4, len(moments)-1)]
		for _, in := range inputs {
			if in.At > m.at && in.At <= last.at {
				in.give(w)
			}
		}
		w.RunUntil(last.at)
		require.Equal(t, last.state, string(AppendState(nil, w)), "from moment %d", i)
		l.world = w
		require.True(t, bytes.Equal(last.world, l.EncodeWorld()), "from moment %d", i)
	}
}

// TestThisMachineComputesTheRecordedRun compares with what was recorded, by
// whichever machine: run natively and in WebAssembly, it holds that both show
// the same to the byte. -rewrite renews the record.
func TestThisMachineComputesTheRecordedRun(t *testing.T) {
	var got strings.Builder
	for seed := range uint64(4) {
		_, moments := played(t, seed)
		for i, m := range moments {
			state, world := sha256.Sum256([]byte(m.state)), sha256.Sum256(m.world)
			fmt.Fprintf(&got, "seed %d moment %d at %v: state %s world %s\n", seed, i, m.at,
				hex.EncodeToString(state[:8]), hex.EncodeToString(world[:8]))
		}
	}
	name := filepath.Join("testdata", "run.txt")
	if *rewrite {
		require.NoError(t, os.WriteFile(name, []byte(got.String()), 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), got.String())
}

func TestStepsByEventsGoForthAndBack(t *testing.T) {
	l := newOf(t, Config{Seed: 3, Members: 3})
	l.Advance(sim.Second)
	require.NoError(t, l.Type("A", "etcdctl put a 1"))
	var ids []sim.EventID
	for range 40 {
		ids = append(ids, l.World().Trace().Next())
		before := l.Now()
		l.StepEvent()
		require.Greater(t, l.Now(), before)
	}
	for i := len(ids) - 1; i >= 0; i-- {
		before := l.Now()
		l.StepBack()
		require.Less(t, l.Now(), before)
		require.Equal(t, ids[i], l.World().Trace().Next(), "step %d", i)
	}
	l.Seek(0)
	l.StepBack()
	require.Zero(t, l.Now())
}
