package compose

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

func TestWhatIsDrawnCanBeHit(t *testing.T) {
	l := newLab(t, 5, 1)
	write(t, l, "a")
	require.NoError(t, l.Type("A", "etcdctl put b v"))
	until(t, l, func() bool { return len(staged(desk(l)).Messages) > 2 })
	in := desk(l)
	s := staged(in)
	for _, m := range s.Members {
		hit := Hit(s, in, m.X, m.Y)
		require.Equal(t, Target{Kind: MemberTarget, Node: sim.Node(m.ID)}, hit)
		for _, c := range m.Clients {
			hit = Hit(s, in, c.X, c.Y)
			require.Equal(t, ClientTarget, hit.Kind)
			require.Equal(t, lab.TerminalNamed(l.World(), c.Letter), hit.Node)
		}
	}
	for _, m := range s.Messages {
		hit := Hit(s, in, m.At.X, m.At.Y)
		require.Equal(t, MessageTarget, hit.Kind)
		sent, ok := l.World().Trace().At(hit.Message)
		require.True(t, ok)
		require.Equal(t, sim.KindSent, sent.Kind)
	}
	for _, c := range s.Logs.Cells {
		if c.State != scene.None {
			hit := Hit(s, in, c.X+c.W/2, c.Y+c.H/2)
			require.Equal(t, Target{Kind: EntryTarget, Node: sim.Node(c.Member), Index: hit.Index}, hit)
			require.EqualValues(t, c.Index, hit.Index)
		}
	}
	f := s.Logs.Folds[2]
	hit := Hit(s, in, f.X+4, f.Y+4)
	require.Equal(t, Target{Kind: FoldTarget, Node: 3}, hit)
	row := s.Logs.Rows[1]
	require.Equal(t, Target{Kind: MemberTarget, Node: 2}, Hit(s, in, row.NameX+5, row.Y))
	require.Equal(t, Nothing, Hit(s, in, 700, 440).Kind)
}

func TestMomentsAndMarksOfTheScrubberAreHitToTheNanosecond(t *testing.T) {
	l := newLab(t, 5, 1)
	in := desk(l)
	s := staged(in)
	mark := s.Scrubber.Marks[0]
	hit := Hit(s, in, mark.X+3, mark.Y)
	require.Equal(t, MarkTarget, hit.Kind)
	require.Equal(t, l.Marks()[0].Kind, lab.MarkElected)
	require.Equal(t, l.Marks()[0].Time, hit.Time)
	hit = Hit(s, in, 500, s.Scrubber.Bands[0].Box.Y+5)
	require.Equal(t, Target{Kind: TimeTarget, Time: ScrubberSpan(in).Time(500)}, hit)
}

func TestAPhonesTargetsAreWideEnoughForAFinger(t *testing.T) {
	l := newLab(t, 5, 1)
	in := Input{Lab: l, Width: 390, Height: 546, Layout: Phone, Speed: 0.01}
	s := staged(in)
	for _, m := range s.Members {
		require.Equal(t, MemberTarget, Hit(s, in, m.X, m.Y+21).Kind)
	}
	r := s.Logs.Rows[0]
	require.NotEqual(t, Nothing, Hit(s, in, r.X, r.Y+12).Kind)
}

func TestALinkIsHitBetweenItsMembers(t *testing.T) {
	l := newLab(t, 3, 1)
	require.NoError(t, l.Do("cut etcd-01>etcd-02"))
	in := desk(l)
	s := staged(in)
	leader := memberOf(s, leaderOf(l))
	for _, m := range s.Members {
		if m.ID == leader.ID || m.ID < 3 && leader.ID < 3 {
			continue
		}
		hit := Hit(s, in, leader.X*0.45+m.X*0.55, leader.Y*0.45+m.Y*0.55)
		if hit.Kind == MessageTarget {
			continue
		}
		require.Equal(t, LinkTarget, hit.Kind)
	}
}
