package viewer_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
	"raftarium/viz/scene"
	"raftarium/viz/viewer"
)

// ms is a time as a panel writes it.
func ms(t *testing.T, text string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(strings.TrimSuffix(text, " ms"), 64)
	require.NoError(t, err, text)
	return n
}

// ledViewer is a viewer of a cluster that has set itself up.
func ledViewer(t *testing.T, c lab.Config) *viewer.Viewer {
	t.Helper()
	v := newViewer(t, c)
	v.Lab().Advance(3 * sim.Second)
	require.NotEmpty(t, leader(v.Lab().World()))
	return v
}

func hasTab(v *viewer.Viewer, id string) bool {
	for _, tab := range v.View().Inspector.Tabs {
		if tab.ID == id {
			return true
		}
	}
	return false
}

func TestTheLegsOfARequestAddUpToWhatItTook(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1})
	require.False(t, hasTab(v, "time"), "until it is asked for")
	for _, line := range []string{"etcdctl put message hello", "etcdctl get message", "curl http://127.0.0.1:2479/v2/keys/a -XPUT -d value=1"} {
		_, err := v.Lab().Run("A", line)
		require.NoError(t, err)
		status := v.View().Terminals[0]
		require.NoError(t, v.Act(status.Took))
		p := v.View().Inspector.Panel
		require.Equal(t, "time", p.ID)
		_, took, _ := strings.Cut(p.Subtitle, "answered after ")

		legs, sums := p.Sections[0], p.Sections[1]
		require.Equal(t, panel.Bars, legs.Kind)
		total, at := 0.0, 0.0
		for _, row := range legs.Rows {
			require.InDelta(t, at, row.Bar.From, 1e-9, "each begins where the one before it ends")
			at = row.Bar.To
			total += ms(t, row.Cells[1].Text)
			require.NotEmpty(t, row.Cells[0].Action)
		}
		require.InDelta(t, 1, at, 1e-9)
		require.InDelta(t, ms(t, took), total, 1e-6, "as written")
		kinds := 0.0
		for _, row := range sums.Rows[:len(sums.Rows)-1] {
			kinds += ms(t, row.Cells[1].Text)
		}
		require.InDelta(t, total, kinds, 1e-6)
		require.Equal(t, took, sums.Rows[len(sums.Rows)-1].Cells[1].Text)
	}
}

func TestTheRequestOfAnEntryOrAMessageIsLookedAt(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1})
	_, err := v.Lab().Run("A", "etcdctl put first 1")
	require.NoError(t, err)
	n := lab.TerminalNamed(v.Lab().World(), "A")
	first, ok := v.Lab().Waterfall(n)
	require.True(t, ok)
	_, err = v.Lab().Run("A", "etcdctl put second 1")
	require.NoError(t, err)
	subtitle := func() string { return v.View().Inspector.Panel.Subtitle }
	require.NoError(t, v.Act("time A"))
	require.Contains(t, subtitle(), "put second")
	newest := subtitle()
	require.NoError(t, v.Act("select entry 1 "+strconv.Itoa(int(first.Index))))
	require.NoError(t, v.Act("tab time"))
	require.NotEqual(t, newest, subtitle())
	require.Contains(t, subtitle(), first.Took(first.Sent, first.Until))
	require.NoError(t, v.Act("select message "+strconv.Itoa(int(first.Message))))
	require.NoError(t, v.Act("tab time"))
	require.Contains(t, subtitle(), first.Took(first.Sent, first.Until))
	require.NoError(t, v.Act("time A"))
	require.Equal(t, newest, subtitle())
	require.Error(t, v.Act("time Z"))
}

// What was asked of a cluster that is no more is no journey through the next one.
func TestTheJourneyEndsWithItsCluster(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1, Members: 3})
	require.NoError(t, v.Type("A", "etcdctl put message hello"))
	v.Lab().Advance(v.Lab().Now() + sim.Second)
	title := func() string {
		var s scene.Scene
		v.Stage(&s, 1080, 572, compose.Desk)
		return s.Journey.Title
	}
	asked := v.Lab().Now()
	require.Contains(t, title(), "put message")
	require.NoError(t, v.Act("do cluster 5"))
	v.Lab().Advance(v.Lab().Now() + 3*sim.Second)
	require.Empty(t, title())
	require.NoError(t, v.Type("A", "etcdctl put size 44"))
	v.Lab().Advance(v.Lab().Now() + sim.Second)
	require.Contains(t, title(), "put size")
	v.Lab().Seek(asked)
	require.Contains(t, title(), "put message")
}

func TestTheTerminalPrintsTheWaterfall(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1})
	r, handled := v.Lab().Outside(narrate.English, "waterfall")
	require.True(t, handled)
	require.Contains(t, r.Stderr, "nothing was asked yet")
	_, err := v.Lab().Run("A", "etcdctl put message hello")
	require.NoError(t, err)
	before := v.Lab().Inputs()
	r, _ = v.Lab().Outside(narrate.English, "waterfall A")
	require.Zero(t, r.Code, r.Stderr)
	lines := strings.Split(strings.TrimSpace(r.Stdout), "\n")
	require.Equal(t, `put message "hello", asked by terminal A`, lines[0])
	require.Contains(t, lines[1], "request to etcd-01")
	require.Contains(t, lines[len(lines)-2], "answer of etcd-01")
	sum := 0.0
	for _, line := range lines[1 : len(lines)-1] {
		sum += ms(t, strings.Fields(line)[2]+" ms")
	}
	require.InDelta(t, ms(t, strings.Fields(lines[len(lines)-1])[1]+" ms"), sum, 1e-6)
	require.Equal(t, before, v.Lab().Inputs(), "looking is no input")
	r, _ = v.Lab().Outside(narrate.English, "waterfall Z")
	require.Contains(t, r.Stderr, `no terminal "Z" is open`)
}

// Time may pass in leaps: what is told of a request that was answered is looked at
// again after one, so that a watcher who heard in between is not missed.
func TestAWatcherWhoHeardDuringALeapIsSeen(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1, Members: 3})
	l := v.Lab()
	var member, other string
	for _, m := range lab.Members(l.World()) {
		if other = m.Self().Name; other != leader(l.World()) {
			member = m.Self().ClientURLs[0]
			break
		}
	}
	require.NoError(t, v.Type("B", "etcdctl watch a --endpoints="+member))
	l.Advance(l.Now() + sim.Second)
	require.NoError(t, l.Do("pause "+other))
	n, err := lab.FindMember(l.World(), "leader")
	require.NoError(t, err)
	require.NoError(t, v.Type("A", "etcdctl put a 1 --endpoints="+lab.MemberAt(l.World(), n).Self().ClientURLs[0]))
	l.Advance(l.Now() + 300*sim.Millisecond)
	last := func() scene.Step {
		var s scene.Scene
		v.Stage(&s, 1200, 700, compose.Desk)
		require.NotEmpty(t, s.Journey.Steps)
		return s.Journey.Steps[len(s.Journey.Steps)-1]
	}
	step := last()
	require.Equal(t, "watch in B", step.Text)
	require.Equal(t, scene.Ahead, step.State)
	require.NoError(t, l.Do("resume "+other))
	l.Advance(l.Now() + 2*sim.Second)
	require.Equal(t, scene.Current, last().State)
}

// What a command reads is the command's, though it is also the name of a verb that
// stands outside the world: however it is given.
func TestWhatACommandReadsIsNotCarriedOut(t *testing.T) {
	for name, give := range map[string]func(v *viewer.Viewer, line string) error{
		"typed": func(v *viewer.Viewer, line string) error { return v.Type("A", line) },
		"run": func(v *viewer.Viewer, line string) error {
			_, err := v.Run("A", line)
			v.PumpRuns()
			return err
		},
	} {
		v := ledViewer(t, lab.Config{Seed: 1, Members: 3})
		l := v.Lab()
		require.NoError(t, v.Type("A", "read word; echo got $word"))
		l.Advance(l.Now() + sim.Millisecond)
		require.True(t, l.Reads("A"), name)
		now := l.Now()
		require.NoError(t, give(v, "seek 0"), name)
		l.Advance(l.Now() + sim.Second)
		require.Greater(t, l.Now(), now, name)
		terminal := l.World().Actor(lab.TerminalNamed(l.World(), "A")).(*shell.Terminal)
		require.Equal(t, "got seek 0\n", terminal.Result().Stdout, name)
	}
}
