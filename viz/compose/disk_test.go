package compose

import (
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

func disksOf(l *lab.Lab) Input {
	in := desk(l)
	in.View = DiskView
	return in
}

// texts are all sentences and words of a scene.
func texts(s *scene.Scene) string {
	var b strings.Builder
	for i := range s.Labels {
		b.WriteString(s.Labels[i].Text + "\n")
	}
	return b.String()
}

// entryOf finds an entry of a member among the records.
func entryOf(s *scene.Scene, n sim.Node, i raft.Index, replaced bool) *scene.DiskEntry {
	for k := range s.Disk.Entries {
		if e := &s.Disk.Entries[k]; e.Member == int(n) && e.Index == uint64(i) && e.Replaced == replaced {
			return e
		}
	}
	return nil
}

func TestWhatIsBeingWrittenIsRightOfTheEdge(t *testing.T) {
	l := newLab(t, 3, 7)
	leader := leaderOf(l)
	m := lab.MemberAt(l.World(), leader)
	in := disksOf(l)
	in.Selected = Target{Kind: MemberTarget, Node: leader}
	require.Contains(t, texts(staged(in)), "it would lose nothing")
	require.NoError(t, l.Do("disk "+name(l, leader)+" latency=40ms"))
	require.NoError(t, l.Type("A", "etcdctl put color teal"))
	until(t, l, func() bool { return len(m.Unsynced()) > 0 })
	last := m.Raft().Log().Last()
	s := staged(in)
	e := entryOf(s, leader, last, false)
	require.NotNil(t, e)
	require.False(t, e.Durable)
	require.Greater(t, e.Box.X, s.Disk.Boundary)
	require.Contains(t, texts(s), "would lose entry "+strconv.FormatUint(uint64(last), 10))
	require.Contains(t, texts(s), "durable on 0 of 3 disks")
	progress := func() float32 {
		for _, r := range staged(in).Disk.Records {
			if r.State == scene.RecordWriting {
				return r.Progress
			}
		}
		return -1
	}
	require.InDelta(t, 0, progress(), 0.01)
	l.Advance(l.Now() + 10*sim.Millisecond)
	require.InDelta(t, 0.25, progress(), 0.03)
	record := s.Disk.Records[len(s.Disk.Records)-1]
	for _, r := range s.Disk.Records {
		if r.Write != 0 {
			record = r
		}
	}
	require.Equal(t, Target{Kind: RecordTarget, Node: leader, Write: record.Write}, Hit(s, in, record.Box.X+1, record.Box.Y+1))
	until(t, l, func() bool { return len(m.Unsynced()) == 0 })
	s = staged(in)
	e = entryOf(s, leader, last, false)
	require.True(t, e.Durable)
	require.Less(t, e.Box.X+e.Box.W, s.Disk.Boundary)
	require.Equal(t, Target{Kind: EntryTarget, Node: leader, Index: last}, Hit(s, in, e.Box.X+e.Box.W/2, e.Box.Y+e.Box.H/2))

	// What is right of the edge is what a crash takes.
	require.NoError(t, l.Type("A", "etcdctl put color amber"))
	until(t, l, func() bool { return len(m.Unsynced()) > 0 })
	lost := m.Raft().Log().Last()
	require.NoError(t, l.Do("crash "+name(l, leader)))
	require.Equal(t, lost-1, m.Stored().Log.Last())
	require.Contains(t, texts(staged(in)), "– "+strconv.FormatUint(uint64(lost-1), 10))
}

func TestADiskThatKeepsWhatItWasGivenLosesNothing(t *testing.T) {
	l := newLab(t, 3, 7)
	leader := leaderOf(l)
	in := disksOf(l)
	require.NoError(t, l.Do("disk "+name(l, leader)+" latency=40ms lose-unsynced=off"))
	require.NoError(t, l.Type("A", "etcdctl put color teal"))
	until(t, l, func() bool { return len(lab.MemberAt(l.World(), leader).Unsynced()) > 0 })
	s := staged(in)
	for _, e := range s.Disk.Edges {
		require.False(t, e.Lost)
	}
	require.Contains(t, texts(s), "would keep what it was given")
}

// An entry that was overwritten is still where it was written.
func TestReplacedEntriesStayOnTheDisk(t *testing.T) {
	l := newLab(t, 3, 7)
	old := leaderOf(l)
	isolate(t, l, old)
	require.NoError(t, l.Type("A", "etcdctl put lost write --endpoints="+clientURL(l, old)))
	until(t, l, func() bool { return leaderOf(l) != old })
	last := lab.MemberAt(l.World(), old).Raft().Log().Last()
	require.NoError(t, l.Do("heal"))
	l.Advance(l.Now() + 600*sim.Millisecond)
	in := disksOf(l)
	s := staged(in)
	was := entryOf(s, old, last, true)
	require.NotNil(t, was)
	is := entryOf(s, old, last, false)
	require.NotNil(t, is)
	require.Greater(t, is.Term, was.Term)
	require.Greater(t, is.Box.X, was.Box.X, "in the order of writing")
	require.Equal(t, RecordTarget, Hit(s, in, was.Box.X+was.Box.W/2, was.Box.Y+was.Box.H/2).Kind)
}

func TestDamageIsMarked(t *testing.T) {
	l := newLab(t, 3, 7)
	n := follower(l)
	require.NoError(t, l.Do("disk "+name(l, n)+" tear latency=50ms"))
	require.NoError(t, l.Type("A", "etcdctl put color teal"))
	until(t, l, func() bool { return len(lab.MemberAt(l.World(), n).Unsynced()) > 0 })
	in := disksOf(l)
	in.Selected = Target{Kind: MemberTarget, Node: n}
	s := staged(in)
	require.Contains(t, texts(s), "would break off")
	require.NoError(t, l.Do("crash "+name(l, n)))
	require.NoError(t, l.Do("disk "+name(l, n)+" corrupt"))
	s = staged(in)
	states := map[scene.RecordState]int{}
	for _, r := range s.Disk.Records {
		states[r.State]++
	}
	require.Equal(t, 1, states[scene.RecordTorn])
	require.Equal(t, 1, states[scene.RecordCorrupt])
	require.Contains(t, texts(s), "does not fit its checksum")
}

// However many members and however little room, the lanes stay within the stage,
// and thin ones cost little.
func TestTheDisksAreInsideEveryStage(t *testing.T) {
	for _, n := range []int{1, 3, 5, 9, 25, 101} {
		l := newLab(t, n, 3)
		for range 3 {
			typed(t, l, "for i in $(seq 20); do etcdctl put a $i; done")
		}
		for _, size := range []Input{{Width: 1080, Height: 572}, {Width: 960, Height: 468}, {Width: 1400, Height: 700}, {Width: 390, Height: 546, Layout: Phone},
			{Width: 320, Height: 480, Layout: Phone}, {Width: 800, Height: 900, Layout: Tall}, {Width: 20, Height: 20}, {Width: 100, Height: 100, Layout: Phone}} {
			size.Lab, size.View, size.Speed = l, DiskView, 0.01
			s := staged(size)
			finite(t, reflect.ValueOf(*s))
			require.Len(t, s.Disk.Heads, n)
			if n == 101 {
				require.Less(t, len(s.Disk.Entries), 5000)
			}
			if size.Width < 200 {
				continue
			}
			for _, e := range s.Disk.Entries {
				require.GreaterOrEqual(t, e.Box.X, s.Disk.Left-1)
				require.LessOrEqual(t, e.Box.X+e.Box.W, s.Disk.Right+1)
				require.LessOrEqual(t, e.Box.Y+e.Box.H, s.Height)
			}
			for _, f := range s.Disk.Folds {
				require.GreaterOrEqual(t, f.X, s.Disk.Left-50)
			}
		}
	}
}
