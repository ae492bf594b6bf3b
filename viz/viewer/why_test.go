package viewer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/passage"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
	"raftarium/viz/scene"
	"raftarium/viz/viewer"
)

// lastly is the last section of the panel that is shown, a row a line.
func lastly(v *viewer.Viewer) (title, text string) {
	sections := v.View().Inspector.Panel.Sections
	s := sections[len(sections)-1]
	var lines []string
	for _, row := range s.Rows {
		line := ""
		for _, c := range row.Cells {
			line += " " + c.Text
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	return s.Title, strings.Join(lines, "\n")
}

// acts carries actions out, and lets the stage look at what comes of them.
func acts(t *testing.T, v *viewer.Viewer, actions ...string) {
	t.Helper()
	for _, act := range actions {
		require.NoError(t, v.Act(act), act)
	}
	var s scene.Scene
	v.Stage(&s, 1080, 572, compose.Desk)
}

// A lost quorum says why, from its banner and from each member that knows no
// leader; each cause leads to its moment.
func TestALostQuorumSaysWhy(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	v.Lab().Advance(2 * sim.Second)
	acts(t, v, "pause", "do crash 1", "do crash 2", "do crash 3")
	v.Lab().Advance(v.Lab().Now() + 500*sim.Millisecond)
	acts(t, v, "select member 4")
	banner := v.View().Banner
	require.NotNil(t, banner)
	require.Equal(t, []panel.Action{{Label: "Why?", Action: "why leader"}}, banner.Actions)

	acts(t, v, banner.Actions[0].Action)
	p := v.View().Inspector.Panel
	require.Equal(t, "why", p.ID)
	require.Equal(t, "Why is there no leader?", p.Title)
	_, text := lastly(v)
	require.Contains(t, text, "At most 2 of 5 voters can reach each other, and 3 are needed: nobody can be elected. §5.2\n2,000 ms etcd-01 is down.")

	acts(t, v, "lang zh")
	require.Equal(t, "为什么没有领导者？", v.View().Inspector.Panel.Title)
	require.NoError(t, v.Type("A", "why leader"))
	printed := ""
	for _, line := range v.View().Terminals[0].Lines {
		printed += line.Text + "\n"
	}
	require.Contains(t, printed, "why leader\n为什么没有领导者？\n")
	acts(t, v, "lang en", "select member 4")
	title, text := lastly(v)
	require.Equal(t, "Why is there no leader?", title)
	require.Contains(t, text, "etcd-03 is down.")

	// The stage's own banner asks when it is pressed.
	var stage scene.Scene
	v.Stage(&stage, 1080, 572, compose.Desk)
	box := stage.Banner.Box
	v.Press(&stage, box.X+8, box.Y+8, false)
	v.Release(&stage, box.X+8, box.Y+8)
	require.Equal(t, "why", v.View().Inspector.Panel.ID)
	rows := v.View().Inspector.Panel.Sections[0].Rows
	i := slices.IndexFunc(rows, func(r panel.Row) bool { return r.Cells[0].Action != "" })
	acts(t, v, rows[i].Cells[0].Action)
	require.Less(t, (v.Lab().Now() - 2*sim.Second).Milliseconds(), 1.0)
	require.Error(t, v.Act("why moon"))
}

// An entry says what it waits for, a key and a lease what made them.
func TestEntriesKeysAndLeasesSayWhy(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	v.Lab().Advance(2 * sim.Second)
	acts(t, v, "pause")
	granted, err := v.Lab().Run("A", "etcdctl lease grant 60")
	require.NoError(t, err)
	lease := strings.Fields(granted.Stdout)[1]
	_, err = v.Lab().Run("A", "etcdctl put --lease="+lease+" color green")
	require.NoError(t, err)
	acts(t, v, `select key etcd-01 "color"`)
	title, text := lastly(v)
	require.Equal(t, "Why is it so?", title)
	require.Contains(t, text, "put color “green”")
	acts(t, v, "select lease etcd-01 "+lease)
	title, text = lastly(v)
	require.Equal(t, "Why is there this lease?", title)
	require.Contains(t, text, "Terminal A")

	// Entries of a leader that is cut off wait for a quorum.
	node, m := sim.Nobody, (*member.Member)(nil)
	for n, candidate := range lab.Members(v.Lab().World()) {
		if candidate.Self().Name == leader(v.Lab().World()) {
			node, m = n, candidate
		}
	}
	name := m.Self().Name
	acts(t, v, "do partition "+name)
	require.NoError(t, v.Lab().Type("A", fmt.Sprintf("etcdctl --endpoints=127.0.0.1:%d put size 44", 2279+100*int(node))))
	v.Lab().Advance(v.Lab().Now() + 60*sim.Millisecond)
	acts(t, v, fmt.Sprintf("select entry %s %d", name, lab.MemberAt(v.Lab().World(), node).Raft().Log().Last()))
	p := v.View().Inspector.Panel
	why := p.Sections[len(p.Sections)-2]
	require.Equal(t, "Why is it not committed?", why.Title)
	require.Contains(t, why.Rows[0].Cells[1].Text, "Only a leader that reaches a quorum")
	title, _ = lastly(v)
	require.Equal(t, "How did it get there?", title)
}

// What cannot be done says why, in the language of the viewer.
func TestWhatIsGreyedOutSaysWhy(t *testing.T) {
	v := newViewer(t, lab.Config{Members: 3, Seed: 1})
	v.Lab().Advance(2 * sim.Second)
	acts(t, v, "pause")
	seen := map[string]bool{}
	check := func() {
		for _, lang := range narrate.Langs() {
			for n := range lab.Members(v.Lab().World()) {
				all := append(panel.MemberActions(v.Lab(), lang, n), panel.ClusterActions(v.Lab(), lang)...)
				for _, a := range append(all, panel.LinkActions(v.Lab(), lang, n)...) {
					if !a.Disabled {
						continue
					}
					seen[a.Action] = true
					require.NotEmpty(t, a.Why, a.Action)
					if lang == narrate.Chinese {
						require.True(t, strings.ContainsFunc(a.Why, func(r rune) bool { return unicode.Is(unicode.Han, r) }), a.Why)
					}
				}
			}
		}
	}
	check()
	acts(t, v, "do disk 2 corrupt", "do crash 2", "do restart 2")
	check()
	acts(t, v, "do crash 3", "do disk 3 wipe", "do restart 3")
	check()
	require.Greater(t, len(seen), 4)
}

// What was done from outside is said to have no rule behind it, not to be waited for.
func TestWhatIsDoneFromOutsideHasNoRule(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	v.SetSource(func() (*passage.Book, error) { return &passage.Book{}, nil })
	v.Lab().Advance(sim.Second)
	text := func() string { return v.View().Inspector.Panel.Sections[0].Rows[0].Cells[0].Text }
	acts(t, v, "pause", "do crash 1")
	crash, ok := lab.Newest(v.Lab().World(), func(e *sim.Event) bool { return e.Kind == sim.KindCrashed })
	require.True(t, ok)
	acts(t, v, fmt.Sprintf("code %d", crash))
	require.Equal(t, "No rule of Raft led to this: it was done to the cluster from outside, or asked of it.", text())
}

// The panel of a message has what the message says.
func TestAMessageIsShownWithWhatItSays(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1})
	require.NotEqual(t, "etcd-01", leader(v.Lab().World()))
	last := uint64(lab.MemberAt(v.Lab().World(), 1).Raft().Log().Last())
	require.NoError(t, v.Lab().Type("A", "etcdctl put a 1; etcdctl get a; transfer 1"))
	facts := map[string]string{}
	for v.Lab().Now() < 5*sim.Second {
		v.Lab().StepEvent()
		for m := range v.Lab().World().Messages {
			kind := fmt.Sprintf("%T", m.Payload)
			if _, seen := facts[kind]; seen {
				continue
			}
			require.NoError(t, v.Act(fmt.Sprintf("select message %d", m.ID)))
			facts[kind] = ""
			for _, row := range v.View().Inspector.Panel.Sections[0].Rows {
				facts[kind] += row.Cells[0].Text + ": " + row.Cells[1].Text + "; "
			}
		}
	}
	require.Contains(t, facts["raft.Forward"], `What: put a "1"; `)
	require.Contains(t, facts["raft.ReadReply"], fmt.Sprintf("Read index: %d; ", last+1))
	require.Contains(t, facts["raft.RequestVote"], fmt.Sprintf("Its log ends: entry %d of term 2; ", last+1))
}
