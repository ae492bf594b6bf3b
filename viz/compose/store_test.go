package compose

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/viz/scene"
)

// typed gives terminal A a line and waits until it has ended.
func typed(t testing.TB, l *lab.Lab, line string) {
	require.NoError(t, l.Type("A", line))
	terminal := lab.TerminalNamed(l.World(), "A")
	busy := func() bool {
		for n, a := range lab.Terminals(l.World()) {
			if n == terminal {
				return a.Busy()
			}
		}
		return false
	}
	for l.Advance(l.Now() + sim.Millisecond); busy(); l.Advance(l.Now() + sim.Millisecond) {
		require.Less(t, l.Now(), 600*sim.Second)
	}
}

// storied is a lab whose store has generations, a tombstone, a compaction and a
// change of term, at revision 10.
func storied(t testing.TB) *lab.Lab {
	l := newLab(t, 3, 7)
	for _, line := range []string{"etcdctl put color red", "etcdctl put color blue", "etcdctl put size 42", "etcdctl put color green"} {
		typed(t, l, line)
	}
	require.NoError(t, l.Do("timeout "+name(l, follower(l))))
	l.Advance(l.Now() + 500*sim.Millisecond)
	for _, line := range []string{"etcdctl del color", "etcdctl put color amber", "etcdctl put 城市 北京",
		"printf 'mod(\"size\") > \"0\"\\n\\nput size 43\\nput web up\\n\\n\\n' | etcdctl txn", "etcdctl put web down", "etcdctl compaction 5"} {
		typed(t, l, line)
	}
	l.Advance(l.Now() + 300*sim.Millisecond)
	return l
}

func storeOf(l *lab.Lab) Input {
	in := desk(l)
	in.View = StoreView
	return in
}

// cells writes down what a key's row shows, from left to right.
func cells(s *scene.Scene, key string) string {
	var out []string
	at := float32(-1)
	for range s.Store.Changes {
		next := -1
		for i := range s.Store.Changes {
			c := &s.Store.Changes[i]
			if c.Key == key && c.Box.X > at && (next < 0 || c.Box.X < s.Store.Changes[next].Box.X) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		c := &s.Store.Changes[next]
		at = c.Box.X
		kind := map[scene.ChangeKind]string{scene.ChangePut: c.Text, scene.ChangeTombstone: "×", scene.ChangeGone: "gone", scene.ChangePending: "(" + c.Text + ")", scene.ChangePendingTombstone: "(×)"}[c.Kind]
		out = append(out, fmt.Sprintf("%d:%s/%d", c.Rev, kind, c.Term))
	}
	return strings.Join(out, " ")
}

func TestTheStoreShowsGenerationsTombstonesAndWhatIsCompacted(t *testing.T) {
	l := storied(t)
	s := staged(storeOf(l))
	before, after := uint64(2), uint64(3)
	require.Equal(t, fmt.Sprintf("0:gone/0 5:green/%d 6:×/%d 7:amber/%d", before, after, after), cells(s, "color"))
	require.Equal(t, fmt.Sprintf("4:42/%d 9:43/%d", before, after), cells(s, "size"), "what can still be read stays, though it is before the compaction")
	require.Equal(t, fmt.Sprintf("8:北京/%d", after), cells(s, "城市"))
	require.Equal(t, fmt.Sprintf("9:up/%d 10:down/%d", after, after), cells(s, "web"), "one revision with the other key of its transaction")
	require.Less(t, s.Store.Compacted, s.Store.Now)
	require.InDelta(t, s.Store.Compacted, s.Store.Hatched.X+s.Store.Hatched.W, 0.1)
	require.Len(t, s.Store.Nodes, 1)
	require.Len(t, s.Store.Nodes[0].Keys, 4, "the root is a leaf with all keys")

	// A line goes from each put to the next change, and none from the tombstone.
	row := func(key string) float32 {
		for i := range s.Store.Rows {
			if r := &s.Store.Rows[i]; r.Key == key {
				return r.Box.Y + r.Box.H/2
			}
		}
		return -1
	}
	covered := func(key string, rev float32) bool {
		x := s.Store.Grid.X + (rev-float32(s.Store.First)+0.5)*s.Store.Pitch
		for _, g := range s.Store.Generations {
			if g.Y == row(key) && g.X0 <= x && x <= g.X1 && !g.Gone {
				return true
			}
		}
		return false
	}
	require.True(t, covered("color", 5.5))
	require.False(t, covered("color", 6.5), "it does not exist between its generations")
	require.True(t, covered("color", 9.9))
	require.False(t, covered("color", 3.5), "that it existed is known, and drawn as gone")
	require.True(t, covered("size", 7))
	require.False(t, covered("web", 8.5))
}

func TestWhatIsNotAppliedIsRightOfNow(t *testing.T) {
	l := storied(t)
	require.NoError(t, l.Type("A", "etcdctl put color teal"))
	leader := lab.MemberAt(l.World(), leaderOf(l)).Raft()
	until(t, l, func() bool { return leader.Log().Last() > leader.Applied() })
	in := storeOf(l)
	s := staged(in)
	require.True(t, strings.HasSuffix(cells(s, "color"), fmt.Sprintf(" 0:(teal)/%d", leader.Term())), cells(s, "color"))
	pending := &s.Store.Changes[len(s.Store.Changes)-1]
	for i := range s.Store.Changes {
		if s.Store.Changes[i].Kind == scene.ChangePending {
			pending = &s.Store.Changes[i]
		}
	}
	require.Greater(t, pending.Box.X, s.Store.Now)
	hit := Hit(s, in, pending.Box.X+4, pending.Box.Y+4)
	require.Equal(t, Target{Kind: EntryTarget, Node: leaderOf(l), Index: leader.Log().Last()}, hit)

	// A member that lacks the entry shows its own, older store.
	for n := range lab.Members(l.World()) {
		if n != leaderOf(l) {
			in.Selected = Target{Kind: MemberTarget, Node: n}
			require.NotContains(t, cells(staged(in), "color"), "teal")
		}
	}
}

func TestALaggingMemberShowsItsOwnStore(t *testing.T) {
	l := storied(t)
	behind := follower(l)
	isolate(t, l, behind)
	typed(t, l, "etcdctl put later on --endpoints="+clientURL(l, leaderOf(l)))
	in := storeOf(l)
	require.NotEmpty(t, cells(staged(in), "later"))
	in.Selected = Target{Kind: MemberTarget, Node: behind}
	s := staged(in)
	require.Empty(t, cells(s, "later"))
	require.Equal(t, int64(10), s.Store.Last)
	require.NoError(t, l.Do("crash "+name(l, behind)))
	s = staged(in)
	require.Empty(t, s.Store.Changes)
	require.Len(t, s.Store.Heads, 3, "another can be chosen")
}

func clientURL(l *lab.Lab, n sim.Node) string {
	return lab.MemberAt(l.World(), n).Self().ClientURLs[0]
}

func TestLeasesDrainWhereTheirTimeIsCounted(t *testing.T) {
	l := newLab(t, 3, 7)
	typed(t, l, "G=$(etcdctl lease grant 10 | awk '{print $2}')")
	typed(t, l, "etcdctl put web/1 up --lease=$G")
	in := storeOf(l)
	first := staged(in).Store.Leases
	require.Len(t, first, 1)
	require.Contains(t, first[0].Detail, "web/1")
	l.Advance(l.Now() + 8*sim.Second)
	later := staged(in).Store.Leases[0]
	require.InDelta(t, first[0].Left-0.8, later.Left, 0.02)
	require.True(t, later.Alarm)
	require.Equal(t, Target{Kind: LeaseTarget, Node: leaderOf(l), Lease: later.ID}, Hit(staged(in), in, later.X, later.Y))
	in.Selected = Target{Kind: MemberTarget, Node: follower(l)}
	require.Less(t, staged(in).Store.Leases[0].Left, float32(0), "a follower does not count")
}

func TestAWatcherIsBehindWhileItsEventsAreOnTheWay(t *testing.T) {
	l := newLab(t, 3, 7)
	leader := leaderOf(l)
	require.NoError(t, l.Type("B", "etcdctl watch web --prefix --endpoints="+clientURL(l, leader)))
	l.Advance(l.Now() + 200*sim.Millisecond)
	in := storeOf(l)
	w := staged(in).Store.Watchers
	require.Len(t, w, 1)
	require.False(t, w[0].Behind)
	require.Contains(t, w[0].Text, "next 2")
	require.NoError(t, l.Type("A", "etcdctl put web/1 up"))
	until(t, l, func() bool { return lab.MemberAt(l.World(), leader).KV().Revision() == 2 })
	w = staged(in).Store.Watchers
	require.True(t, w[0].Behind)
	require.Contains(t, w[0].Text, "1 event on the way")
	l.Advance(l.Now() + 100*sim.Millisecond)
	require.False(t, staged(in).Store.Watchers[0].Behind)
}

// keys fills a lab's store with many keys and revisions.
func keys(t testing.TB, l *lab.Lab, n int) {
	for i := 0; i < n; i += 50 {
		typed(t, l, fmt.Sprintf("for i in $(seq %d %d); do etcdctl put /registry/pods/$((i*7919%%1009)) v$i; done", i, i+49))
	}
	l.Advance(l.Now() + 200*sim.Millisecond)
}

func TestTheGridShowsAPartOfManyKeysAndRevisions(t *testing.T) {
	l := newLab(t, 3, 7)
	keys(t, l, 200)
	in := storeOf(l)
	s := staged(in)
	kv := lab.MemberAt(l.World(), leaderOf(l)).KV()
	require.Equal(t, kv.Revision(), s.Store.Last)
	require.True(t, s.Store.More)
	newest := ""
	kv.Recent(func(c mvcc.Change) bool { newest = c.Key; return false })
	require.NotEmpty(t, cells(s, newest), "the keys that changed last have rows")
	require.Equal(t, 1+s.Store.Nodes[0].Box.H/s.Store.Nodes[0].Box.H*float32(bars(s)), float32(len(s.Store.Nodes)), "a root and its children")
	require.Greater(t, bars(s), 3)

	in.StoreLast, in.StoreKeyed, in.StoreKey = 100, true, "/registry/pods/5"
	s = staged(in)
	require.Equal(t, int64(100), s.Store.Last)
	require.GreaterOrEqual(t, s.Store.FirstKey, "/registry/pods/5")
	require.Zero(t, s.Store.Now, "now is not in view")
	for _, c := range s.Store.Changes {
		require.LessOrEqual(t, c.Rev, int64(100))
		require.GreaterOrEqual(t, c.Rev, s.Store.First)
	}
	in.StorePitch = StorePitchMin
	require.Less(t, staged(in).Store.First, s.Store.First)
}

func bars(s *scene.Scene) (n int) {
	for i := range s.Store.Nodes {
		if len(s.Store.Nodes[i].Keys) == 0 {
			n++
		}
	}
	return n
}

func TestTheSelectionMovesFromChangeToChange(t *testing.T) {
	l := storied(t)
	in := storeOf(l)
	node := leaderOf(l)
	change := func(key string, rev int64) Target {
		return Target{Kind: ChangeTarget, Node: node, Key: key, Rev: mvcc.Revision{Main: rev}}
	}
	in.Selected = change("color", 7)
	s := staged(in)
	require.Equal(t, change("color", 6), Beside(s, in, -1, 0))
	require.Equal(t, Target{}, Beside(s, in, 1, 0))
	require.Equal(t, "size", Beside(s, in, 0, 1).Key)
	in.Selected = Target{Kind: KeyTarget, Node: node, Key: "web"}
	require.Equal(t, change("web", 10), Beside(staged(in), in, 0, 1))
	in.View, in.Selected = RingView, Target{Kind: EntryTarget, Node: node, Index: 12}
	require.Equal(t, raft.Index(13), Beside(staged(in), in, 1, 0).Index)
}

func TestAPhonesStoreKeepsItsPartsApart(t *testing.T) {
	l := newLab(t, 3, 7)
	typed(t, l, "etcdctl lease grant 60")
	for _, watched := range []bool{false, true} {
		if watched {
			require.NoError(t, l.Type("B", "etcdctl watch a"))
			l.Advance(l.Now() + sim.Second)
		}
		for height := float32(212); height < 560; height += 7 {
			in := storeOf(l)
			in.Width, in.Height, in.Layout = 390, height, Phone
			s := staged(in)
			lowest := s.Store.Grid.Y + s.Store.Grid.H
			for i := range s.Labels {
				if s.Labels[i].Text == "watchers" {
					lowest = max(lowest, s.Labels[i].Y)
				}
			}
			for _, lease := range s.Store.Leases {
				require.Greater(t, lease.Y-lease.R, lowest, "at %g, watched %v", height, watched)
				require.LessOrEqual(t, lease.Y+lease.R, height-phoneScrubber, "at %g", height)
			}
			if height >= 240 && !watched {
				require.Len(t, s.Store.Leases, 1, "at %g", height)
			}
		}
	}
}

func TestTheStoreIsInsideEveryStage(t *testing.T) {
	for _, n := range []int{1, 3, 5, 9, 25, 101} {
		l := newLab(t, n, 3)
		for i := range 4 {
			typed(t, l, fmt.Sprintf("etcdctl put a/long/key/%d %d", i, i))
		}
		for _, size := range []Input{{Width: 1080, Height: 572}, {Width: 960, Height: 468}, {Width: 1400, Height: 700}, {Width: 390, Height: 546, Layout: Phone},
			{Width: 320, Height: 480, Layout: Phone}, {Width: 800, Height: 900, Layout: Tall}, {Width: 20, Height: 20}, {Width: 100, Height: 100, Layout: Phone}} {
			size.Lab, size.View, size.Speed = l, StoreView, 0.01
			s := staged(size)
			finite(t, reflect.ValueOf(*s))
			if size.Width < 200 {
				continue
			}
			for _, c := range s.Store.Changes {
				require.GreaterOrEqual(t, c.Box.X, s.Store.Grid.X-1)
				require.LessOrEqual(t, c.Box.X+c.Box.W, s.Store.Grid.X+s.Store.Grid.W+1)
				require.LessOrEqual(t, c.Box.Y+c.Box.H, s.Height)
			}
			for _, h := range s.Store.Heads {
				require.LessOrEqual(t, h.X+h.R, s.Width)
			}
		}
	}
}
