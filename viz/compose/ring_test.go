package compose

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

func TestNamesOfALowRingDoNotMeet(t *testing.T) {
	for _, n := range []int{3, 4, 5} {
		l := newLab(t, n, 1)
		for _, size := range [][2]float32{{360, 212}, {360, 240}, {390, 282}, {473, 262}} {
			in := Input{Lab: l, Width: size[0], Height: size[1], Layout: Phone, Speed: 0.01}
			for selected := range n {
				in.Selected = Target{Kind: MemberTarget, Node: sim.Node(selected + 1)}
				s := staged(in)
				for i := range s.Members {
					for k := range s.Members[:i] {
						require.False(t, overlap(nameBox(&s.Members[i]), nameBox(&s.Members[k])), "%s and %s of %d at %v", s.Members[i].Name, s.Members[k].Name, n, size)
					}
				}
			}
		}
	}
}

func TestRolesAreShapeAndLetter(t *testing.T) {
	l := newLab(t, 5, 1)
	s := staged(desk(l))
	require.Len(t, s.Members, 5)
	for _, m := range s.Members {
		if sim.Node(m.ID) == leaderOf(l) {
			require.Equal(t, scene.Square, m.Shape)
			require.Equal(t, "L", m.Letter)
			require.Negative(t, m.Arc, "a leader has no election timer")
			continue
		}
		require.Equal(t, scene.Circle, m.Shape)
		require.Equal(t, "F", m.Letter)
		require.Equal(t, "2", m.TermText)
	}
	require.Equal(t, scene.Ring{X: 190, Y: s.Ring.Y, R: 132}, s.Ring)
	require.InDelta(t, 228, s.Ring.Y, 0.1)
	require.Equal(t, float32(34), s.Members[0].R)
	require.Equal(t, "5 of 5 in touch", s.Quiet.Title)
	require.Equal(t, "quorum is 3", s.Quiet.Detail)
}

func TestAnArcIsWhatIsLeftOfTheElectionTimer(t *testing.T) {
	l := newLab(t, 5, 1)
	n := follower(l)
	before := memberOf(staged(desk(l)), n).Arc
	at, timeout := lab.MemberAt(l.World(), n).Raft().Deadline()
	require.InDelta(t, float64(at-raft.Time(l.Now()))/float64(timeout), before, 1e-6)
	l.Advance(l.Now() + sim.Millisecond)
	require.Less(t, memberOf(staged(desk(l)), n).Arc, before)
}

func TestACandidateHasADotForEachVote(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 5, Seed: 3})
	require.NoError(t, err)
	var s *scene.Scene
	var c *scene.Member
	until(t, l, func() bool {
		s, c = staged(desk(l)), nil
		for i := range s.Members {
			if m := &s.Members[i]; m.Letter == "C" && len(m.Votes) > 1 && m.Votes[1] {
				c = m
			}
		}
		return c != nil
	})
	require.Equal(t, scene.Diamond, c.Shape)
	require.Equal(t, []bool{true, true, false, false, false}, c.Votes)
	require.Equal(t, "2 votes, 3 needed", c.Note)
	require.GreaterOrEqual(t, c.Arc, float32(0))
	require.Greater(t, c.NoteAt.Y, c.VotesAt.Y)
}

func TestALeaderThatIsCutOffBecomesStale(t *testing.T) {
	l := newLab(t, 5, 1)
	old := leaderOf(l)
	isolate(t, l, old)
	require.False(t, memberOf(staged(desk(l)), old).Stale, "nobody leads a newer term yet")
	require.Len(t, staged(desk(l)).Cuts, 1)
	require.Equal(t, "cut", staged(desk(l)).Cuts[0].Text)
	until(t, l, func() bool { return leaderOf(l) != old })
	l.Advance(l.Now() + 100*sim.Millisecond)
	s := staged(desk(l))
	require.True(t, memberOf(s, old).Stale)
	require.Equal(t, "stale leader", memberOf(s, old).Note)
	require.True(t, memberOf(s, old).NoteAlarm)
	require.Equal(t, "4 of 5 in touch", s.Quiet.Title)
	require.Equal(t, scene.NoBanner, s.Banner.Kind, "it is no violation")
	stale := 0
	for _, band := range s.Scrubber.Bands {
		if band.Kind == scene.StaleBand {
			stale++
		}
	}
	require.Equal(t, 1, stale, "its term goes on as a thin band")
}

func TestCrashedAndPausedMembersAreSaidToBe(t *testing.T) {
	l := newLab(t, 5, 1)
	require.NoError(t, l.Do("crash etcd-01"))
	require.NoError(t, l.Do("pause etcd-02"))
	s := staged(desk(l))
	require.True(t, s.Members[0].Crashed)
	require.Empty(t, s.Members[0].Letter)
	require.Negative(t, s.Members[0].Arc)
	require.True(t, s.Members[1].Paused)
	require.Equal(t, "3 of 5 in touch", s.Quiet.Title)
	require.NoError(t, l.Do("crash etcd-03"))
	s = staged(desk(l))
	require.True(t, s.Quiet.Alarm)
	require.Equal(t, []string{"2 of 5 in touch", "3 needed"}, []string{s.Quiet.Title, s.Quiet.Detail})
	require.Equal(t, scene.NoQuorum, s.Banner.Kind)
	require.NotEmpty(t, s.Logs.Rows)
	require.True(t, s.Logs.Rows[0].Crashed)
}

func TestTheGravestBannerSpeaksAndTheOthersAreCounted(t *testing.T) {
	l := newLab(t, 3, 1)
	require.NoError(t, l.Do("rule vote-once off"))
	s := staged(desk(l))
	require.Equal(t, scene.Modified, s.Banner.Kind)
	require.Empty(t, s.Banner.Others)
	require.NoError(t, l.Do("crash etcd-01"))
	require.NoError(t, l.Do("crash etcd-02"))
	s = staged(desk(l))
	require.Equal(t, scene.NoQuorum, s.Banner.Kind)
	require.Equal(t, "1 more", s.Banner.Others)
}

func TestSingleCutsAreSlashesAndOneWayCutsABar(t *testing.T) {
	l := newLab(t, 5, 1)
	require.NoError(t, l.Do("cut etcd-01 etcd-02"))
	require.NoError(t, l.Do("cut etcd-03>etcd-04"))
	s := staged(desk(l))
	require.Empty(t, s.Cuts)
	slashes, bars := 0, 0
	for _, c := range s.Chords {
		if c.Slashes {
			slashes++
			require.Equal(t, scene.Point{X: s.Members[1].X, Y: s.Members[1].Y}, c.To)
		}
		if c.OneWay {
			bars++
			require.Equal(t, scene.Point{X: s.Members[2].X, Y: s.Members[2].Y}, c.From)
		}
	}
	require.Equal(t, 1, slashes)
	require.Equal(t, 1, bars)
}

func TestATerminalsChipStandsAtTheMemberThatItTalkedTo(t *testing.T) {
	l := newLab(t, 5, 1)
	require.Empty(t, staged(desk(l)).Members[2].Clients)
	require.NoError(t, l.Type("B", "etcdctl --endpoints=127.0.0.1:2579 put a b"))
	l.Advance(l.Now() + 2*sim.Second)
	clients := staged(desk(l)).Members[2].Clients
	require.Len(t, clients, 1)
	require.Equal(t, "B", clients[0].Letter)
}

func TestSizesGiveWayToNumbers(t *testing.T) {
	l := newLab(t, 25, 1)
	s := staged(desk(l))
	named := 0
	for _, m := range s.Members {
		require.Equal(t, scene.Small, m.Detail)
		if m.Name != "" {
			named++
		}
	}
	require.LessOrEqual(t, named, 7, "every fifth, the first and the leader")
	l, err := lab.New(lab.Config{Members: 101, Seed: 1})
	require.NoError(t, err)
	l.Advance(3 * sim.Second)
	s = staged(desk(l))
	require.Empty(t, s.Messages)
	require.Len(t, s.Logs.Bars, 101)
	require.Equal(t, "101 members", s.Labels[0].Text)
	require.Equal(t, scene.Square, memberOf(s, leaderOf(l)).Shape, "the leader is one level richer")
}

func TestAChangeOfRoleFadesForAMomentOfTheViewers(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 5, Seed: 3})
	require.NoError(t, err)
	until(t, l, func() bool { return leaderOf(l) != sim.Nobody })
	n, won := leaderOf(l), l.Now()
	l.Advance(won + 800*sim.Microsecond)
	m := memberOf(staged(desk(l)), n)
	require.True(t, m.Fade.Active)
	require.Equal(t, scene.Diamond, m.Fade.FromShape)
	require.InDelta(t, 0.5, m.Fade.Progress, 0.01, "80 of 160 ms at a hundredth")
	still := desk(l)
	still.Still = true
	require.False(t, memberOf(staged(still), n).Fade.Active)
	l.Advance(won + 1700*sim.Microsecond)
	require.False(t, memberOf(staged(desk(l)), n).Fade.Active)
}

func TestASplitVoteIsSaidToBeOne(t *testing.T) {
	for seed := range uint64(200) {
		l, err := lab.New(lab.Config{Members: 4, Seed: seed})
		require.NoError(t, err)
		for l.Now() < 400*sim.Millisecond {
			l.StepEvent()
			if b := staged(desk(l)).Banner; b.Kind == scene.SplitVote {
				require.Equal(t, "Split vote in term 2", b.Title)
				require.Equal(t, "2 and 2 of 4 votes: the next timer decides", b.Detail)
				until(t, l, func() bool { return leaderOf(l) != sim.Nobody })
				require.Equal(t, scene.NoBanner, staged(desk(l)).Banner.Kind, "it goes with the next election")
				return
			}
		}
	}
	require.Fail(t, "no seed splits a vote")
}

func TestTwoLeadersOfATermAreAViolation(t *testing.T) {
	for seed := range uint64(60) {
		l := newLab(t, 5, seed)
		require.NoError(t, l.Do("rule quorum-is-majority off"))
		require.NoError(t, l.Do("rule vote-once off"))
		require.NoError(t, l.Do("crash "+name(l, leaderOf(l))))
		for range 20 {
			_ = l.Do("timeout etcd-01")
			_ = l.Do("timeout etcd-02")
			l.Advance(l.Now() + 40*sim.Millisecond)
			s := staged(desk(l))
			if s.Banner.Kind != scene.Violation {
				continue
			}
			require.Contains(t, s.Banner.Title, "is violated")
			concerned := 0
			for _, m := range s.Members {
				if m.Violates {
					concerned++
				}
			}
			require.GreaterOrEqual(t, concerned, 2)
			require.NotEmpty(t, s.Banner.Others, "the rules that are off")
			return
		}
	}
	require.Fail(t, "no seed violates anything")
}

func TestAPausedMembersTimerStands(t *testing.T) {
	l := newLab(t, 5, 1)
	n := follower(l)
	require.NoError(t, l.Do("pause "+name(l, n)))
	before := memberOf(staged(desk(l)), n).Arc
	require.Positive(t, before)
	l.Advance(l.Now() + 50*sim.Millisecond)
	require.Equal(t, before, memberOf(staged(desk(l)), n).Arc)
	require.NoError(t, l.Do("resume "+name(l, n)))
}

func TestNothingStandsWhereTheBannerDoes(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 7, 9, 25} {
		l := newLab(t, n, 1)
		require.NoError(t, l.Do("rule vote-once off"))
		for _, in := range []Input{{Width: 1080, Height: 572}, {Width: 960, Height: 468}, {Width: 1560, Height: 750}, {Width: 800, Height: 672, Layout: Tall}, {Width: 390, Height: 546, Layout: Phone}} {
			in.Lab, in.Speed = l, 0.01
			s := staged(in)
			require.Equal(t, scene.Modified, s.Banner.Kind)
			require.Empty(t, s.Legend)
			box := s.Banner.Box
			clear := func(top, bottom float32) {
				require.False(t, bottom > box.Y+1 && top < box.Y+box.H-1, "%d members at %gx%g: %g to %g", n, in.Width, in.Height, top, bottom)
			}
			for _, m := range s.Members {
				clear(m.Y-m.R, m.Y+m.R)
				clear(m.NameAt.Y-m.NameSize, m.NameAt.Y)
			}
			for _, c := range s.Logs.Cells {
				clear(c.Y, c.Y+c.H)
			}
		}
	}
}

func TestAWideFigureIsCentredAndItsCellsGrow(t *testing.T) {
	l := newLab(t, 5, 1)
	write(t, l, "a")
	s := staged(Input{Lab: l, Width: 1560, Height: 750, Speed: 0.01})
	require.Equal(t, float32(80+24), s.Quiet.X)
	require.LessOrEqual(t, s.Logs.Right, float32(1560-80))
	require.Equal(t, []float32{76, 48}, []float32{s.Logs.Cells[0].W, s.Logs.Cells[0].H})
	require.Equal(t, float32(24), s.Scrubber.Left, "time has all of the width")
}

func TestNamesOfTheUpperHalfStandAboveTheirMembers(t *testing.T) {
	s := staged(desk(newLab(t, 5, 1)))
	for i, above := range []bool{true, true, false, false, true} {
		require.Equal(t, above, s.Members[i].NameAt.Y < s.Members[i].Y, s.Members[i].Name)
	}
}

// In the lowest windows no name touches another, and the dots of a candidate's votes
// touch no other member.
func TestALowRingHasRoomForItsWords(t *testing.T) {
	for candidate := sim.Node(1); candidate <= 5; candidate++ {
		l := newLab(t, 5, 1)
		until(t, l, func() bool { return settled(l) })
		if leaderOf(l) == candidate {
			continue
		}
		require.NoError(t, l.Do("timeout "+name(l, candidate)))
		until(t, l, func() bool { return lab.MemberAt(l.World(), candidate).Raft().Role() == raft.Candidate })
		for _, size := range []struct{ w, h float32 }{{900, 348}, {600, 308}, {600, 292}} {
			s := staged(Input{Lab: l, Width: size.w, Height: size.h, Speed: 0.01})
			for i := range s.Members {
				m := &s.Members[i]
				for k := range s.Members[:i] {
					require.False(t, overlap(nameBox(m), nameBox(&s.Members[k])), "%s and %s at %v: %v, %v", m.Name, s.Members[k].Name, size, nameBox(m), nameBox(&s.Members[k]))
				}
				c := memberOf(s, candidate)
				half := 6 * float32(max(0, len(c.Votes)-1))
				near := scene.Point{X: clamp(m.X, c.VotesAt.X-half, c.VotesAt.X+half), Y: c.VotesAt.Y}
				require.True(t, m == c || len(c.Votes) == 0 || distance(near, scene.Point{X: m.X, Y: m.Y}) > m.Reach()+4,
					"the votes of %s and %s at %v", c.Name, m.Name, size)
			}
		}
	}
}
