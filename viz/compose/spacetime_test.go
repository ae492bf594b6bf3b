package compose

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

var rewrite = flag.Bool("rewrite", false, "write golden files anew")

// diagramOf is the input of a desk's space-time diagram.
func diagramOf(l *lab.Lab, span sim.Time) Input {
	in := desk(l)
	in.View, in.SpaceSpan = SpaceView, span
	return in
}

// told writes a diagram down, to the tenth of a pixel.
func told(s *scene.SpaceTime) string {
	var b strings.Builder
	for _, l := range s.Lanes {
		fmt.Fprintf(&b, "lane y %.0f from %.1f to %.1f kind %d term %d\n", l.Y, l.X0, l.X1, l.Kind, l.Term)
	}
	for _, a := range s.Arrows {
		fmt.Fprintf(&b, "arrow %.1f,%.1f to %.1f,%.1f term %d%s%s%s%s%s %s\n", a.From.X, a.From.Y, a.To.X, a.To.Y, a.Term, mark(a.Reply, " reply"),
			mark(a.Client, " client"), mark(a.Lost, " lost"), mark(a.Flying, " flying"), mark(a.Cause, " cause"), a.Text)
	}
	for _, e := range s.Events {
		fmt.Fprintf(&b, "event %.1f,%.0f kind %d%s%s %s\n", e.X, e.Y, e.Kind, mark(e.Cause, " cause"), mark(e.Selected, " selected"), e.Text)
	}
	for _, t := range s.Ticks {
		fmt.Fprintf(&b, "tick %.1f %s\n", t.X, t.Text)
	}
	return b.String()
}

func mark(yes bool, word string) string {
	if yes {
		return word
	}
	return ""
}

// leaderEvent is the newest event by which somebody became leader.
func leaderEvent(l *lab.Lab) sim.EventID {
	trace := l.World().Trace()
	for id := trace.Next(); id > trace.First(); {
		id--
		if e, _ := trace.At(id); e.Kind.String() == (member.BecameLeader{}).Kind() {
			return id
		}
	}
	return 0
}

// twoLeaders is a cluster whose old leader is cut off and does not know of the new.
func twoLeaders(t testing.TB) (l *lab.Lab, old sim.Node) {
	l = newLab(t, 5, 7)
	old = leaderOf(l)
	isolate(t, l, old)
	until(t, l, func() bool { return leaderOf(l) != old })
	l.Advance(l.Now() + 20*sim.Millisecond)
	return l, old
}

func TestTheDiagramOfAnElectionIsAsItWas(t *testing.T) {
	l, _ := twoLeaders(t)
	in := diagramOf(l, SpaceSpan)
	in.Event = leaderEvent(l)
	got := told(&staged(in).Space)
	const file = "testdata/spacetime.txt"
	if *rewrite {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "run with -rewrite and look at what has changed")
}

// laneAt is what a lane shows at a moment.
func laneAt(s *scene.SpaceTime, y, x float32) *scene.Lifeline {
	for i := range s.Lanes {
		if l := &s.Lanes[i]; l.Y == y && l.X0 <= x && x <= l.X1 {
			return l
		}
	}
	return nil
}

// What a lane shows is what the member was, at every moment: a world that is gone
// back to says so.
func TestLanesShowWhatMembersWere(t *testing.T) {
	l, _ := twoLeaders(t)
	do(t, l, "crash 1")
	l.Advance(l.Now() + 40*sim.Millisecond)
	do(t, l, "restart 1")
	do(t, l, "pause 2")
	l.Advance(l.Now() + 40*sim.Millisecond)
	do(t, l, "resume 2")
	do(t, l, "heal")
	l.Advance(l.Now() + 100*sim.Millisecond)
	in := diagramOf(l, 400*sim.Millisecond)
	space := staged(in).Space
	span := SpaceTimeSpan(in)
	end := l.Now()
	for at := span.From + sim.Millisecond; at < end; at += 7 * sim.Millisecond {
		l.Seek(at)
		for i, head := range space.Heads {
			n := sim.Node(head.Member)
			lane := laneAt(&space, space.Heads[i].Y, span.X(at))
			w := l.World()
			if !w.Up(n) {
				require.Nil(t, lane, "%v: a member that is down has no lane", at)
				continue
			}
			require.NotNil(t, lane, "%v: member %d", at, n)
			s := lab.MemberAt(w, n).Raft()
			require.Equal(t, uint64(s.Term()), lane.Term, "%v: member %d", at, n)
			if w.Paused(n) {
				require.Equal(t, scene.LanePaused, lane.Kind)
			} else {
				require.Equal(t, laneOf(s.Role()), lane.Kind, "%v: member %d", at, n)
			}
		}
	}
}

func TestArrowsLeadFromSendingToArrival(t *testing.T) {
	l, old := twoLeaders(t)
	in := diagramOf(l, 60*sim.Millisecond)
	s := staged(in)
	span, trace := SpaceTimeSpan(in), l.World().Trace()
	lost, flying, arrived := 0, 0, 0
	for _, a := range s.Space.Arrows {
		require.LessOrEqual(t, a.From.X, a.To.X, "time runs to the right")
		require.GreaterOrEqual(t, a.From.X, span.Left)
		require.LessOrEqual(t, a.To.X, span.Right)
		sent, ok := trace.At(sim.EventID(a.ID))
		require.True(t, ok)
		if sent.Time >= span.From {
			require.InDelta(t, span.X(sent.Time), a.From.X, 0.1)
		}
		switch {
		case a.Lost:
			lost++
			require.True(t, sent.Node == old || sent.Peer == old, "only links to the old leader are cut")
		case a.Flying:
			flying++
			require.InDelta(t, span.X(l.Now()), a.To.X, 0.1, "it is where it is now")
		default:
			arrived++
		}
	}
	require.NotZero(t, lost)
	require.NotZero(t, flying)
	require.NotZero(t, arrived)
	require.Contains(t, labels(s), "stale leader")
}

func labels(s *scene.Scene) (texts []string) {
	for _, l := range s.Labels {
		texts = append(texts, l.Text)
	}
	return texts
}

func TestTheCausesOfTheSelectedEventAreMarkedAndNamed(t *testing.T) {
	l, _ := twoLeaders(t)
	in := diagramOf(l, SpaceSpan)
	s := staged(in)
	for _, e := range s.Space.Events {
		require.False(t, e.Cause || e.Selected)
	}
	in.Event = leaderEvent(l)
	s = staged(in)
	named, arrows, selected := 0, 0, 0
	for _, e := range s.Space.Events {
		if e.Selected {
			selected++
			require.Equal(t, uint64(in.Event), e.ID)
		}
		if e.Cause && e.Text != "" {
			named++
		}
	}
	for _, a := range s.Space.Arrows {
		if a.Cause {
			arrows++
		}
	}
	require.Equal(t, 1, selected)
	require.Greater(t, named, 3)
	require.Equal(t, 2, arrows, "the request for the vote and the vote")
}

func TestTheDiagramBeginsWhereTheTraceDoes(t *testing.T) {
	l := newLab(t, 5, 8)
	for l.World().Trace().First() == 1 {
		l.Advance(l.Now() + sim.Second)
	}
	in := diagramOf(l, SpaceSpanMax)
	s := staged(in)
	require.Positive(t, s.Space.Forgotten)
	for _, lane := range s.Space.Lanes {
		require.GreaterOrEqual(t, lane.X0, s.Space.Forgotten)
	}
	require.LessOrEqual(t, len(s.Space.Arrows), arrowsMost)
	require.LessOrEqual(t, len(s.Space.Events), eventsMost)
}

func TestEventsAndArrowsAreHit(t *testing.T) {
	l, _ := twoLeaders(t)
	in := diagramOf(l, SpaceSpan)
	s := staged(in)
	for _, e := range s.Space.Events {
		hit := Hit(s, in, e.X, e.Y)
		require.Equal(t, EventTarget, hit.Kind)
		require.EqualValues(t, e.ID, hit.Message)
	}
	a := s.Space.Arrows[len(s.Space.Arrows)/2]
	require.Contains(t, []TargetKind{MessageTarget, EventTarget}, Hit(s, in, (a.From.X+a.To.X)/2, (a.From.Y+a.To.Y)/2).Kind)
	head := s.Space.Heads[1]
	require.Equal(t, Target{Kind: MemberTarget, Node: sim.Node(head.Member)}, Hit(s, in, head.X, head.Y))
}

// Whatever is looked at, nothing is drawn outside of the diagram.
func TestTheDiagramKeepsWithinItsEdges(t *testing.T) {
	l, _ := twoLeaders(t)
	rapid.Check(t, func(t *rapid.T) {
		in := diagramOf(l, 0)
		in.Width, in.Height = rapid.Float32Range(320, 2000).Draw(t, "width"), rapid.Float32Range(300, 1000).Draw(t, "height")
		in.Layout = LayoutFor(in.Width, in.Height)
		in.Lang = rapid.SampledFrom(narrate.Langs()).Draw(t, "lang")
		in.SpaceFrom = sim.Time(rapid.Int64Range(-int64(sim.Second), int64(2*l.Now())).Draw(t, "from"))
		in.SpaceTo = in.SpaceFrom + sim.Time(rapid.Int64Range(int64(SpaceSpanMin), int64(SpaceSpanMax)).Draw(t, "span"))
		s := staged(in)
		inside := func(x, y float32) {
			require.True(t, x >= s.Space.Left-0.1 && x <= s.Space.Right+0.1 && y >= 0 && y <= in.Height, "(%g, %g)", x, y)
		}
		for _, lane := range s.Space.Lanes {
			inside(lane.X0, lane.Y)
			inside(lane.X1, lane.Y)
		}
		for _, a := range s.Space.Arrows {
			inside(a.From.X, a.From.Y)
			inside(a.To.X, a.To.Y)
		}
		for _, e := range s.Space.Events {
			inside(e.X, e.Y)
		}
	})
}

func BenchmarkSpaceTime(b *testing.B) {
	for _, n := range []int{9, 101} {
		b.Run(fmt.Sprintf("%d", n), func(b *testing.B) {
			l := newLab(b, n, 1)
			in := diagramOf(l, SpaceSpan)
			s := &scene.Scene{}
			Stage(s, in)
			b.ReportAllocs()
			for b.Loop() {
				Stage(s, in)
			}
		})
	}
}
