package oracle

import (
	"math/bits"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// visitor is a client of our world that is told what to ask, and keeps what it
// is answered.
type visitor struct{ answers []member.Reply }

// question is an input for a visitor.
type question struct {
	to      sim.Node
	payload any
}

func (*visitor) Start(*sim.Turn)                 {}
func (*visitor) Fire(*sim.Turn, sim.Timer)       {}
func (*visitor) Written(*sim.Turn, sim.WriteSeq) {}
func (*visitor) Observe(*sim.Turn)               {}
func (*visitor) Crash(sim.WriteSeq)              {}
func (v *visitor) Clone() sim.Actor              { c := *v; return &c }
func (*visitor) Code(*wire.Coder)                {}
func (*visitor) Input(t *sim.Turn, input any)    { t.Send(input.(question).to, input.(question).payload) }
func (v *visitor) Deliver(_ *sim.Turn, _ sim.Node, payload any) {
	v.answers = append(v.answers, payload.(member.Reply))
}

// twins are an etcd and a world of ours, both new, that are asked the same.
type twins struct {
	etcd cluster
	w    *sim.World
	node sim.Node
	conn uint64
}

func newTwins(t *testing.T) *twins {
	x := &twins{}
	t.Cleanup(x.etcd.stop)
	require.NoError(t, x.etcd.start(t.TempDir()))
	l, err := lab.New(lab.Config{Members: 3, Seed: 1})
	require.NoError(t, err)
	l.Advance(2 * sim.Second)
	x.w = l.World()
	x.node = x.w.AddClient(&visitor{}, 0)
	return x
}

// lasting are twins for one random sequence after the other. After one that
// failed there are new ones: what makes it smaller and replays it begins where a
// new cluster does.
type lasting struct {
	*testing.T
	*twins
	sound bool
}

// sequence does one at twins, and is told whether those are new. Another one is
// done, at new twins, where etcd elected a leader meanwhile.
func (l *lasting) sequence(rt *rapid.T, do func(t asking, x *twins, fresh bool)) {
	wrong := ""
	for range attempts {
		fresh := !l.sound
		if fresh {
			if l.twins != nil {
				l.etcd.stop()
			}
			l.twins = newTwins(l.T)
		}
		l.sound = false
		term := l.etcd.term()
		if wrong = try(func(t asking) { do(t, l.twins, fresh) }); wrong == "" {
			l.sound = true
			return
		}
		if now := l.etcd.term(); now == term {
			break
		}
		l.Logf("etcd elected a leader meanwhile: %s", wrong)
	}
	rt.Fatal(wrong)
}

// dice are what a sequence's numbers come from.
type dice struct{ *rapid.T }

// Intn draws a number from 0 up to, and without, n. It is made of bits, since
// rapid's own numbers are small more often than not.
func (d dice) Intn(n int) int {
	return rapid.Custom(func(t *rapid.T) int {
		v := 0
		for range bits.Len(uint(n)) + 3 {
			v <<= 1
			if rapid.Bool().Draw(t, "bit") {
				v++
			}
		}
		return v % n
	}).Draw(d.T, "of "+strconv.Itoa(n))
}

// each does an operation so many times. Which of twice as many places are left
// empty is drawn too, a quarter of them: what makes a sequence smaller empties
// them all but a few.
func (d dice) each(operations int, do func()) {
	for place := 2 * operations; place > 0 && operations > 0; place-- {
		if d.Intn(4) > 0 {
			do()
			operations--
		}
	}
}

// ours asks a member of our world, and returns the replies that come within a
// span.
func (x *twins) ours(to int, r api.HTTPRequest, span sim.Time) (replies []member.Reply) {
	x.conn++
	x.w.Input(x.w.Now()+1, x.node, question{sim.Node(to + 1), member.Request{Conn: x.conn, HTTP: &r}})
	for end := x.w.Now() + span; x.w.Now() < end; {
		x.w.RunUntil(x.w.Now() + 10*sim.Millisecond)
		all := x.w.Actor(x.node).(*visitor).answers
		if len(all) > 0 && all[len(all)-1].Conn == x.conn && !all[len(all)-1].HTTP.Stream {
			break
		}
	}
	for _, a := range x.w.Actor(x.node).(*visitor).answers {
		if a.Conn == x.conn {
			replies = append(replies, a)
		}
	}
	x.w.Input(x.w.Now()+1, x.node, question{sim.Node(to + 1), member.Cancel{Conn: x.conn}})
	x.w.Actor(x.node).(*visitor).answers = nil
	return replies
}

// volatile is what differs between two clusters that do the same.
var volatile = []difference{
	{regexp.MustCompile(`"(cluster_id|member_id|raft_term)":"[0-9]+"`), `"$1":"N"`, "identities come from ports, terms from elections"},
	{regexp.MustCompile(`(?m)^Content-Length: [0-9]+$`), "Content-Length: L", "it counts the digits of the above"},
	{regexp.MustCompile(`412 Precondition Failed(\n(?s:.*)Grpc-)`), "400 Bad Request$1", "Debian's gateway differs from upstream's, which we follow"},
	{regexp.MustCompile(`"(dbSize|dbSizeInUse|raftIndex|raftTerm|raftAppliedIndex)":"[0-9]+"`), `"$1":"N"`, "sizes are not bbolt's, and an election takes an entry"},
	{regexp.MustCompile(`"version":"3\.4\.[0-9]+","(.*)"leader":"[0-9]+"`), `"version":"V","$1"leader":"M"`, "releases, and which member it is that leads"},
	{regexp.MustCompile(`"hash":[0-9]+`), `"hash":H`, "etcd's is of bbolt's file"},
	{regexp.MustCompile(`"(startTime|uptime)":"[0-9a-zTZ:.-]+"`), `"$1":"T"`, "the time of day"},
	{regexp.MustCompile(`"name":"etcd-0."(,"id":"[0-9a-f]+","state)`), `"name":"M"$1`, "which member it is that leads"},
	{regexp.MustCompile(`"(leader|id)":"[0-9a-f]+"(,"state|,"upt|,"foll)`), `"$1":"M"$2`, "likewise"},
	{regexp.MustCompile(`"[0-9a-f]{16}":{"latency":.*?"success":[0-9]+}}`), `"M":{"latency":{}}`, "round trips"},
	{regexp.MustCompile(`"(recv|send)AppendRequestCnt":[0-9]+`), `"$1":N`, "what is proposed at once goes out in one message"},
	{regexp.MustCompile(`"(recv|send)(Pkg|Bandwidth)Rate":[0-9.e+-]+`), `"$1$2Rate":N`, "messages of a second by the clock"},
	{regexp.MustCompile(`"TTL":"[0-9]+","grantedTTL"`), `"TTL":"T","grantedTTL"`, "time goes on between etcd's answer and ours"},
}

func settledText(s string) string {
	for _, d := range volatile {
		s = d.pattern.ReplaceAllString(s, d.with)
	}
	return normal(s)
}

// agree asks both the same, each a member of its own cluster.
func (x *twins) agree(t asking, to int, path, body string) {
	t.Helper()
	r := form("POST", "/v3"+path, body)
	replies := x.ours(to, r, 9*sim.Second)
	require.Len(t, replies, 1, "%s %s", path, body)
	require.Equal(t, settledText(ask(t, x.etcd.members[to], r)), settledText(written(*replies[0].HTTP)), "%s %s", path, body)
}

// watch asks both to watch, and compares as many messages as ours sends.
func (x *twins) watch(t asking, to int, body string) {
	t.Helper()
	r := form("POST", "/v3/watch", body)
	var ours strings.Builder
	replies := x.ours(to, r, sim.Second)
	for _, a := range replies {
		ours.Write(a.HTTP.Body)
	}
	theirs := askLines(t, x.etcd.members[to], r, len(replies))
	events := strings.NewReplacer(`{"kv"`, "\n{\"kv\"", `{"type"`, "\n{\"type\"") // one a line, for who reads the difference
	require.Equal(t, events.Replace(settledText(theirs)), events.Replace(settledText(ours.String())), body)
}
