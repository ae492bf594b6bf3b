package compose

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// sizes are those for which the picture has a level of detail, and layouts those
// in which it is seen.
var sizes = []int{3, 5, 9, 25, 101}

var layouts = []Input{
	{Width: 1080, Height: 572, Layout: Desk}, {Width: 960, Height: 468, Layout: Desk}, {Width: 390, Height: 546, Layout: Phone},
	{Width: 692, Height: 328, Layout: Presenter},
}

// alarms are the words of a picture that stand in the colour of danger, or in the
// banner.
func alarms(s *scene.Scene) string {
	words := []string{s.Banner.Title, s.Banner.Detail}
	if s.Quiet.Alarm {
		words = append(words, s.Quiet.Title, s.Quiet.Detail)
	}
	for i := range s.Members {
		if s.Members[i].NoteAlarm {
			words = append(words, s.Members[i].Note)
		}
	}
	for i := range s.Labels {
		if s.Labels[i].Tone == scene.Danger {
			words = append(words, s.Labels[i].Text)
		}
	}
	return strings.Join(words, "\n")
}

// bandOf returns the scrubber's band of a kind, nil if it has none.
func bandOf(s *scene.Scene, kind scene.BandKind) *scene.Band {
	for i := range s.Scrubber.Bands {
		if b := &s.Scrubber.Bands[i]; b.Kind == kind {
			return b
		}
	}
	return nil
}

// marked reports whether the scrubber has a mark of a kind.
func marked(s *scene.Scene, kind scene.MarkKind) bool {
	for _, m := range s.Scrubber.Marks {
		if m.Kind == kind {
			return true
		}
	}
	return false
}

// views are all views of one world.
var views = []ViewKind{RingView, SpaceView, StoreView, DiskView}

// everywhere looks at a lab in all layouts and both languages.
func everywhere(t *testing.T, l *lab.Lab, look func(s *scene.Scene, in Input)) {
	t.Helper()
	for _, in := range layouts {
		for _, lang := range narrate.Langs() {
			in.Lab, in.Lang, in.Speed = l, lang, 0.01
			look(staged(in), in)
		}
	}
}

func TestALostQuorumCannotBeOverlooked(t *testing.T) {
	for _, n := range sizes {
		l := newLab(t, n, 1)
		leader := leaderOf(l)
		for m, lost := sim.Node(1), 0; lost < (n+1)/2; m++ {
			if m != leader {
				require.NoError(t, l.Do("crash "+name(l, m)))
				lost++
			}
		}
		everywhere(t, l, func(s *scene.Scene, in Input) {
			require.Equal(t, scene.NoQuorum, s.Banner.Kind)
			require.Contains(t, alarms(s), narrate.Text(in.Lang, "banner.no-quorum"))
			require.Equal(t, narrate.Format(in.Lang, "banner.no-quorum-text", narrate.Num("n", n/2), narrate.Num("members", n), narrate.Num("quorum", n/2+1),
				narrate.Span("time", lostAt(l))), s.Banner.Detail, "since when")
			for _, in.View = range views {
				other := staged(in)
				require.Equal(t, scene.NoQuorum, other.Banner.Kind)
				band := bandOf(other, scene.NoQuorumBand)
				require.NotNil(t, band, "the scrubber has it")
				require.Equal(t, narrate.Text(in.Lang, "stage.no-quorum"), band.Name)
				require.InDelta(t, ScrubberSpan(in).X(lostAt(l)), band.Box.X, 0.01, "from where it began")
				for i := range other.Disk.Heads {
					h := &other.Disk.Heads[i]
					require.False(t, h.Y > other.Banner.Box.Y && h.Y < other.Banner.Box.Y+other.Banner.Box.H, "the banner covers nobody's disk")
				}
			}
		})
	}
}

// lostAt is when the quorum was lost.
func lostAt(l *lab.Lab) (t sim.Time) {
	for _, m := range l.Marks() {
		if m.Kind == lab.MarkNoQuorum {
			t = m.Time
		}
	}
	return t
}

func TestAStaleLeaderCannotBeOverlooked(t *testing.T) {
	for _, n := range sizes {
		l := newLab(t, n, 1)
		old := leaderOf(l)
		isolate(t, l, old)
		until(t, l, func() bool { return leaderOf(l) != old })
		l.Advance(l.Now() + 100*sim.Millisecond)
		everywhere(t, l, func(s *scene.Scene, in Input) {
			m := memberOf(s, old)
			require.True(t, m.Stale)
			require.Equal(t, scene.Square, m.Shape, "it is drawn as a leader among %d", n)
			require.NotEqual(t, memberOf(s, leaderOf(l)).Term, m.Term)
			require.Contains(t, alarms(s), narrate.Text(in.Lang, "stage.stale-leader"), "%d members", n)
			for _, in.View = range views {
				other := staged(in)
				require.Contains(t, alarms(other), narrate.Text(in.Lang, "stage.stale-leader"), "%d members in view %d", n, in.View)
				band := bandOf(other, scene.StaleBand)
				require.Contains(t, band.Name, narrate.Text(in.Lang, "stage.stale-leader"), "%d members in view %d", n, in.View)
			}
		})
	}
}

func TestASplitVoteCannotBeOverlooked(t *testing.T) {
	for _, n := range sizes {
		l := newLab(t, n, 1)
		leader := leaderOf(l)
		var others []sim.Node
		for m := range lab.Members(l.World()) {
			if m != leader {
				others = append(others, m)
			}
		}
		require.NoError(t, l.Do("crash "+name(l, leader)))
		require.NoError(t, l.Do("link all latency=10ms jitter=0ms"))
		a, b := others[0], others[1]
		for i, voter := range others[2:] {
			far := a // each half hears one candidate first
			if i < (len(others)-2)/2 {
				far = b
			}
			require.NoError(t, l.Do(fmt.Sprintf("link %d %d latency=50ms", far, voter)))
		}
		require.NoError(t, l.Do(fmt.Sprintf("timeout %d", a)))
		require.NoError(t, l.Do(fmt.Sprintf("timeout %d", b)))
		until(t, l, func() bool { return staged(desk(l)).Banner.Kind == scene.SplitVote })
		until(t, l, func() bool { return marked(staged(desk(l)), scene.MarkSplit) }) // once the last vote is durable
		everywhere(t, l, func(s *scene.Scene, in Input) {
			require.Contains(t, s.Banner.Title, strings.TrimSpace(narrate.Format(in.Lang, "banner.split-vote", narrate.Num("term", int(lab.MemberAt(l.World(), a).Raft().Term())))))
			for _, in.View = range views {
				other := staged(in)
				require.Equal(t, scene.SplitVote, other.Banner.Kind)
				require.True(t, marked(other, scene.MarkSplit), "%d members in view %d of layout %d", n, in.View, in.Layout)
			}
			for _, candidate := range []sim.Node{a, b} {
				require.Equal(t, scene.Diamond, memberOf(s, candidate).Shape, "candidates are told apart among %d", n)
			}
			for i := range s.Members {
				require.True(t, n < 6 || len(s.Members[i].Votes) == 0, "among many the dots would cover others")
			}
		})
	}
}

func TestAViolationCannotBeOverlooked(t *testing.T) {
	for _, n := range sizes {
		l := newLab(t, n, 1)
		leader := leaderOf(l)
		a, b := leader%sim.Node(n)+1, (leader+1)%sim.Node(n)+1
		require.NoError(t, l.Do("rule "+ruleName(t, raft.VoteOnce)+" off"))
		require.NoError(t, l.Do(fmt.Sprintf("timeout %d", a)))
		require.NoError(t, l.Do(fmt.Sprintf("timeout %d", b)))
		until(t, l, func() bool { return len(lab.Violations(l.World())) > 0 })
		l.Advance(l.Now() + sim.Millisecond)
		everywhere(t, l, func(s *scene.Scene, in Input) {
			require.Equal(t, scene.Violation, s.Banner.Kind)
			require.Positive(t, s.Banner.More, "that a rule is off counts beside it")
			require.True(t, memberOf(s, a).Violates && memberOf(s, b).Violates, "those concerned are outlined among %d", n)
			for _, in.View = range views {
				other := staged(in)
				require.Equal(t, scene.Violation, other.Banner.Kind)
				require.True(t, marked(other, scene.MarkViolation), "%d members in view %d of layout %d", n, in.View, in.Layout)
				for _, heads := range [][]scene.Row{other.Space.Heads, other.Store.Heads, other.Disk.Heads, other.Logs.Rows} {
					for i := range heads {
						require.Equal(t, heads[i].Member == int(a) || heads[i].Member == int(b), heads[i].Violates, "those concerned are outlined in view %d", in.View)
					}
				}
			}
			require.Equal(t, narrate.Format(in.Lang, "stage.two-leaders", narrate.Num("term", int(memberOf(s, a).Term))), bandOf(s, scene.StaleBand).Name, "neither is stale")
		})
	}
}

// What is over by now stays marked on the scrubber, whatever moment is looked at,
// and however long ago and short it was.
func TestTroubleThatIsOverIsMarked(t *testing.T) {
	l := newLab(t, 5, 1)
	leader := leaderOf(l)
	isolate(t, l, leader)
	until(t, l, func() bool { return leaderOf(l) != leader })
	l.Advance(l.Now() + 20*sim.Millisecond)
	require.NoError(t, l.Do("heal"))
	l.Advance(l.Now() + sim.Second)
	for m := 1; m <= 3; m++ {
		require.NoError(t, l.Do(fmt.Sprintf("pause %d", m)))
	}
	lost := lostAt(l)
	l.Advance(l.Now() + sim.Millisecond)
	for m := 1; m <= 3; m++ {
		require.NoError(t, l.Do(fmt.Sprintf("resume %d", m)))
	}
	l.Advance(l.Now() + 5*sim.Second)
	for _, at := range []sim.Time{l.Now(), lost, sim.Second / 2} {
		l.Seek(at)
		everywhere(t, l, func(s *scene.Scene, in Input) {
			for _, kind := range []scene.BandKind{scene.StaleBand, scene.NoQuorumBand} {
				band := bandOf(s, kind)
				require.NotNil(t, band)
				require.Greater(t, band.Box.W, float32(troubleLeast)-0.01, "it is seen")
				require.True(t, band.Name != "" || in.Layout != Desk, "and named, where there is room")
			}
			require.Equal(t, at == lost, s.Banner.Kind == scene.NoQuorum, "the banner is of the moment")
		})
	}
}

func ruleName(t *testing.T, rule raft.Rule) string {
	for _, info := range raft.AllRules() {
		if info.Rule == rule {
			return info.Name
		}
	}
	require.Fail(t, "no such rule")
	return ""
}

// Where two branches are compared, it is told of each what is the matter with it.
func TestTroubleIsToldOfTheBranchThatHasIt(t *testing.T) {
	l := newLab(t, 5, 1)
	at := l.Now()
	for m := 1; m <= 3; m++ {
		require.NoError(t, l.Do(fmt.Sprintf("crash %d", m)))
	}
	l.Advance(at + 300*sim.Millisecond)
	l.Seek(at)
	l.Branch()
	l.Advance(at + 300*sim.Millisecond)
	other, reached := l.Beside(0, 1<<30)
	require.True(t, reached)
	for _, in := range []Input{layouts[0], layouts[2]} {
		in.Lab, in.View, in.Other, in.OtherBranch = l, CompareView, other, 0
		s := staged(in)
		require.Equal(t, scene.NoBanner, s.Banner.Kind, "all is well where one is")
		require.Contains(t, alarms(s), narrate.Text(in.Lang, "banner.no-quorum"))
		for i := range s.Labels {
			for k := range s.Labels[:i] {
				a, b := &s.Labels[i], &s.Labels[k]
				require.False(t, a.Y == b.Y && a.Align == scene.Start && b.Align == scene.Start && a.X < b.X+textWidth(b.Text, b.Size) && b.X < a.X+textWidth(a.Text, a.Size),
					"%q stands on %q", a.Text, b.Text)
			}
		}
	}
}
