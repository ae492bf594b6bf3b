package compose

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

func TestTimeAndPlaceLeadBackToEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := sim.Time(rapid.Int64Range(0, int64(sim.Second)*3600).Draw(t, "from"))
		span := sim.Time(rapid.Int64Range(1000, int64(sim.Second)*3600).Draw(t, "span"))
		s := ScrubberSpan(Input{From: from, To: from + span, Width: rapid.Float32Range(300, 2000).Draw(t, "width")})
		x := rapid.Float32Range(s.Left, s.Right).Draw(t, "x")
		require.InDelta(t, x, s.X(s.Time(x)), max(0.05, float64(s.Right-s.Left)/float64(span)), "to a nanosecond")
		require.Equal(t, s.From, s.Time(s.Left-100))
		require.Equal(t, s.To, s.Time(s.Right+100))
	})
}

func TestBandsTellWhoLedAndWhenNobodyDid(t *testing.T) {
	l := newLab(t, 5, 1)
	l.Advance(sim.Second)
	old := leaderOf(l)
	require.NoError(t, l.Do("crash "+name(l, old)))
	crashed := l.Now()
	until(t, l, func() bool { return leaderOf(l) != old && leaderOf(l) != sim.Nobody })
	elected := l.Now()
	l.Advance(l.Now() + sim.Second)
	in := desk(l)
	s, span := staged(in), ScrubberSpan(in)
	bands := s.Scrubber.Bands
	require.Len(t, bands, 4)
	require.Equal(t, scene.NoLeader, bands[0].Kind)
	require.Equal(t, "term 2 · "+name(l, old), bands[1].Text)
	require.InDelta(t, span.X(crashed), bands[1].Box.X+bands[1].Box.W, 0.1)
	require.Equal(t, scene.NoLeader, bands[2].Kind)
	require.InDelta(t, span.X(elected), bands[3].Box.X, 0.1)
	require.EqualValues(t, 3, bands[3].Term)
	kinds := []scene.MarkKind{}
	for _, m := range s.Scrubber.Marks {
		kinds = append(kinds, m.Kind)
	}
	require.Equal(t, []scene.MarkKind{scene.MarkElection, scene.MarkCrash, scene.MarkElection}, kinds)
	require.InDelta(t, span.X(l.Now()), s.Scrubber.Playhead.X, 0.01)
}

func TestManyMarksThinOut(t *testing.T) {
	l := newLab(t, 3, 1)
	for range 300 {
		write(t, l, "a")
	}
	require.NoError(t, l.Do("crash "+name(l, follower(l))))
	l.Advance(l.Now() + 10*sim.Millisecond)
	marks := staged(desk(l)).Scrubber.Marks
	require.Less(t, len(marks), 100)
	for i := 1; i < len(marks); i++ {
		require.GreaterOrEqual(t, marks[i].X-marks[i-1].X, float32(markPitch-2))
	}
	require.Equal(t, scene.MarkCrash, marks[len(marks)-1].Kind, "a crash is never thinned out for writes")
}

func TestTicksHaveTheDecimalsThatTellThemApart(t *testing.T) {
	require.Equal(t, "0.4 s", (&builder{}).seconds(400*sim.Millisecond, 200*sim.Millisecond))
	require.Equal(t, "2.0 s", (&builder{}).seconds(2*sim.Second, sim.Second))
	require.Equal(t, "20 s", (&builder{}).seconds(20*sim.Second, 10*sim.Second))
	require.Equal(t, "1.2345 s", (&builder{}).seconds(1_234_500*sim.Microsecond, 500*sim.Microsecond))
	l := newLab(t, 3, 1)
	in := desk(l)
	in.From, in.To = 100*sim.Millisecond, 101*sim.Millisecond
	seen := map[string]bool{}
	for _, tick := range staged(in).Scrubber.Ticks {
		require.True(t, tick.Text == "" || !seen[tick.Text], "%q twice", tick.Text)
		seen[tick.Text] = true
	}
}

func TestBranchesHangWhereTheyPart(t *testing.T) {
	l := newLab(t, 3, 1)
	l.Advance(4 * sim.Second)
	l.Seek(2 * sim.Second)
	require.NoError(t, l.Do("crash etcd-01"))
	l.Advance(3 * sim.Second)
	in := desk(l)
	in.From, in.To = 0, 5*sim.Second
	branches := staged(in).Scrubber.Branches
	require.Len(t, branches, 1)
	require.Equal(t, "as it was", branches[0].Text)
	span := ScrubberSpan(in)
	require.InDelta(t, span.X(2*sim.Second), branches[0].From.X, 0.1)
	require.InDelta(t, span.X(4*sim.Second), branches[0].To.X, 0.1)
	require.NoError(t, l.Enter(0))
	require.Equal(t, "what if 1", staged(in).Scrubber.Branches[0].Text)
}

func TestANewClusterBreaksTime(t *testing.T) {
	l := newLab(t, 3, 1)
	l.Advance(sim.Second)
	require.Empty(t, staged(desk(l)).Scrubber.Breaks)
	require.NoError(t, l.Do("cluster 5"))
	l.Advance(l.Now() + sim.Second)
	s := staged(desk(l))
	require.Len(t, s.Scrubber.Breaks, 1)
	require.Equal(t, "new cluster", s.Scrubber.Breaks[0].Text)
	require.InDelta(t, ScrubberSpan(desk(l)).X(sim.Second), s.Scrubber.Breaks[0].X, 1)
}

// What the time of a stale leader is called stands beside what the break of a new
// cluster is called, not upon it.
func TestTheNameOfABreakIsNotWrittenOver(t *testing.T) {
	l := newLab(t, 5, 1)
	l.Advance(60 * sim.Second)
	old := leaderOf(l)
	isolate(t, l, old)
	until(t, l, func() bool { return leaderOf(l) != old })
	l.Advance(l.Now() + 2*sim.Second)
	require.NoError(t, l.Do("cluster 5"))
	l.Advance(l.Now() + sim.Second)
	for _, width := range []float32{1080, 960} {
		in := desk(l)
		in.Width = width
		s := staged(in)
		c, band := s.Scrubber.Breaks[0], bandOf(s, scene.StaleBand)
		require.Equal(t, scene.End, c.Align, "there is no room to its right")
		from, to := c.TextX-textWidth(c.Text, 12), c.TextX
		if band.Name == "" {
			continue
		}
		start, width := band.NameAt.X, textWidth(band.Name, 12)*bold
		if band.NameAlign == scene.End {
			start -= width
		}
		require.False(t, start < to && from < start+width, "%q from %v to %v, %q from %v to %v", c.Text, from, to, band.Name, start, start+width)
	}
}

// The lanes of a phone, which has no axis, stay below the bands where trouble has a
// band of its own.
func TestBranchesOfAPhoneStayBelowTroubledBands(t *testing.T) {
	l := newLab(t, 5, 1)
	l.Advance(2 * sim.Second)
	old := leaderOf(l)
	isolate(t, l, old)
	until(t, l, func() bool { return leaderOf(l) != old })
	l.Advance(l.Now() + sim.Second)
	fork := l.Now()
	for range 4 {
		l.Seek(fork)
		require.NoError(t, l.Do("heal"))
		l.Advance(fork + 2*sim.Second)
	}
	in := Input{Lab: l, Width: 390, Height: 546, Layout: Phone, Speed: 0.01}
	s := staged(in)
	bands := s.Scrubber.Bands[0].Box
	inside := func(y float32) { require.True(t, y > bands.Y+bands.H && y < in.Height, "%v", y) }
	require.NotEmpty(t, s.Scrubber.Branches)
	for _, c := range s.Scrubber.Branches {
		inside(c.To.Y)
	}
	require.NotEmpty(t, s.Scrubber.More.Text)
	inside(s.Scrubber.More.Box.Y)
}

func TestNamesOfBranchesDoNotMeet(t *testing.T) {
	l := newLab(t, 3, 1)
	l.Advance(4 * sim.Second)
	for range 3 {
		l.Seek(2 * sim.Second)
		require.NoError(t, l.Do("crash etcd-01"))
		l.Advance(4 * sim.Second)
	}
	branches := staged(desk(l)).Scrubber.Branches
	require.Len(t, branches, 3)
	require.Less(t, branches[0].To.Y, branches[1].To.Y)
	require.Less(t, branches[1].To.Y, branches[2].To.Y)
	require.Equal(t, []string{"", "", ""}, []string{branches[0].Text, branches[1].Text, branches[2].Text}, "named where one points at them")
	in := desk(l)
	for i := range branches {
		hit := Hit(staged(in), in, branches[i].To.X, branches[i].To.Y)
		require.Equal(t, BranchTarget, hit.Kind)
		require.Equal(t, branches[i].ID, hit.Branch)
	}
	require.Equal(t, "what if 1", BranchName(in.Lang, branches[1].ID))
}

func TestBranchesWithoutALaneAreCounted(t *testing.T) {
	l := newLab(t, 3, 1)
	l.Advance(4 * sim.Second)
	for range 5 {
		l.Seek(2 * sim.Second)
		require.NoError(t, l.Do("crash etcd-01"))
		l.Advance(4 * sim.Second)
	}
	in := desk(l)
	s := staged(in)
	require.Len(t, s.Scrubber.Branches, 3)
	more := s.Scrubber.More
	require.Equal(t, "+2", more.Text)
	require.Equal(t, MoreTarget, Hit(s, in, more.Box.X+more.Box.W/2, more.Box.Y+more.Box.H/2).Kind)
	for _, b := range s.Scrubber.Branches {
		require.Less(t, max(b.To.X, b.TextX+textWidth(b.Text, 12)), more.Box.X)
	}
}

func TestAFingerFindsABranchBelowTheBandsOfAPhone(t *testing.T) {
	l := newLab(t, 3, 1)
	l.Advance(4 * sim.Second)
	in := Input{Lab: l, Width: 390, Height: 546, Layout: Phone, Speed: 0.01}
	before := staged(in).Scrubber.Bands[0].Box.Y
	l.Seek(2 * sim.Second)
	require.NoError(t, l.Do("crash etcd-01"))
	l.Advance(3 * sim.Second)
	s := staged(in)
	require.Len(t, s.Scrubber.Branches, 1)
	c, bands := s.Scrubber.Branches[0], s.Scrubber.Bands[0].Box
	require.Equal(t, float32(phoneLanes), before-bands.Y, "the scrubber makes room for it")
	require.Equal(t, "as it was", c.Text)
	for _, dy := range []float32{-12, 0, 12} {
		require.Equal(t, Target{Kind: BranchTarget, Branch: 0, Time: ScrubberSpan(in).Time(c.To.X)}, Hit(s, in, c.To.X, c.To.Y+dy))
	}
	require.Equal(t, TimeTarget, Hit(s, in, c.To.X, bands.Y+bands.H-2).Kind, "the bands are for time alone")
	in.Height = phoneLanesLeast - 1
	require.Empty(t, staged(in).Scrubber.Branches, "on a low stage the menu has them")
}

func TestABranchOfABranchHangsFromIt(t *testing.T) {
	l := newLab(t, 3, 1)
	l.Advance(4 * sim.Second)
	l.Seek(2 * sim.Second)
	require.NoError(t, l.Do("crash etcd-01"))
	l.Advance(4 * sim.Second)
	l.Seek(3 * sim.Second)
	require.NoError(t, l.Do("restart etcd-01"))
	l.Advance(5 * sim.Second)
	require.NoError(t, l.Enter(0))

	s := staged(desk(l))
	branches, span := s.Scrubber.Branches, ScrubberSpan(desk(l))
	require.Len(t, branches, 2)
	require.Equal(t, []int{1, 2}, []int{branches[0].ID, branches[1].ID})
	require.InDelta(t, span.X(2*sim.Second), branches[0].From.X, 0.1)
	require.InDelta(t, span.X(3*sim.Second), branches[1].From.X, 0.1)
	require.Equal(t, branches[0].To.Y, branches[1].From.Y, "it comes off the first, not off the bands")
	require.Greater(t, branches[1].To.Y, branches[0].To.Y)
	require.GreaterOrEqual(t, span.To, 5*sim.Second, "the whole tree is in view from every branch")

	require.NoError(t, l.Enter(2))
	branches = staged(desk(l)).Scrubber.Branches
	require.InDelta(t, span.X(2*sim.Second), branches[0].From.X, 0.1)
	require.InDelta(t, span.X(3*sim.Second), branches[1].From.X, 0.1)
	require.Less(t, branches[1].From.Y, branches[0].To.Y, "now both come off the bands")
	require.Equal(t, span, ScrubberSpan(desk(l)), "entering a branch changes no scale")
}

func TestWhatIsCommittedIsMarkedByWhatItDoes(t *testing.T) {
	l := newLab(t, 3, 1)
	run := func(line string) {
		r, err := l.Run("A", line)
		require.NoError(t, err)
		require.Zero(t, r.Code, "%s: %s", line, r.Stderr)
	}
	run("etcdctl put a 1")
	run("etcdctl lease grant 2")
	l.Advance(l.Now() + 4*sim.Second)
	run("etcdctl compaction 2")
	for _, to := range []string{"2", "1"} { // wherever it begins, it ends at 1
		_, err := l.Run("A", "transfer "+to)
		require.NoError(t, err)
		l.Advance(l.Now() + sim.Second)
	}
	run("etcdctl member remove " + memberID(t, l, follower(l)))
	var kinds []scene.MarkKind
	for _, m := range staged(desk(l)).Scrubber.Marks {
		kinds = append(kinds, m.Kind)
	}
	require.Contains(t, kinds, scene.MarkExpiry)
	require.Contains(t, kinds, scene.MarkMembership)
	told := map[lab.MarkKind]string{}
	for _, m := range l.Marks() {
		told[m.Kind] = MarkText(l.World(), narrate.English, m)
		if m.Kind == lab.MarkTransfer {
			near := desk(l)
			near.From, near.To = m.Time-sim.Millisecond, m.Time+sim.Millisecond
			require.Equal(t, scene.MarkTransfer, staged(near).Scrubber.Marks[0].Kind)
		}
	}
	require.Contains(t, told[lab.MarkExpiry], "a lease has run out")
	require.Contains(t, told[lab.MarkCompaction], "history is compacted")
	require.Contains(t, told[lab.MarkMembership], "changes the membership")
	require.Regexp(t, "etcd-0. begins to hand leadership over to etcd-0.", told[lab.MarkTransfer])

	run("etcdctl lease revoke $(etcdctl lease grant 60 | awk '{print $2}')")
	require.Equal(t, 1, countOf(l, lab.MarkExpiry), "a lease that is revoked has not run out")
}

func countOf(l *lab.Lab, kind lab.MarkKind) (count int) {
	for _, m := range l.Marks() {
		if m.Kind == kind {
			count++
		}
	}
	return count
}

// memberID is a member's ID as etcdctl writes it.
func memberID(t *testing.T, l *lab.Lab, n sim.Node) string {
	t.Helper()
	return api.FormatID(lab.MemberAt(l.World(), n).Self().ID)
}
