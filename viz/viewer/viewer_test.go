package viewer_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
	"raftarium/viz/viewer"
)

const frame = 16 * time.Millisecond

func newViewer(t *testing.T, c lab.Config) *viewer.Viewer {
	t.Helper()
	l, err := lab.New(c)
	require.NoError(t, err)
	return viewer.New(l)
}

func leader(w *sim.World) string {
	for _, m := range lab.Members(w) {
		if s := m.Raft(); s != nil && s.Role() == raft.Leader {
			return m.Self().Name
		}
	}
	return ""
}

// watch lets so many seconds of the viewer's time pass.
func watch(v *viewer.Viewer, seconds float64) {
	for range int(seconds / frame.Seconds()) {
		v.Tick(frame)
	}
}

func TestTheFirstElectionIsSeenWithinThreeSecondsOfOpening(t *testing.T) {
	for seed := range uint64(20) {
		v := newViewer(t, lab.Config{Seed: seed})
		require.Empty(t, leader(v.Lab().World()), "seed %d: the opening stands before the election", seed)
		watch(v, 3)
		require.NotEmpty(t, leader(v.Lab().World()), "seed %d", seed)
	}
}

func TestPlaybackGoesAtItsSpeed(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	watch(v, 4)
	require.NoError(t, v.Act("hurry off"))
	require.NoError(t, v.Act("speed 0.1"))
	before := v.Lab().Now()
	watch(v, 1)
	require.InDelta(t, 100, (v.Lab().Now() - before).Milliseconds(), 2)
	require.NoError(t, v.Act("pause"))
	before = v.Lab().Now()
	watch(v, 1)
	require.Equal(t, before, v.Lab().Now())
}

func TestStepAndBackLeadToTheSameState(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 3})
	watch(v, 4)
	require.NoError(t, v.Act("pause"))
	for range 50 {
		require.NoError(t, v.Act("step"))
		at := v.Lab().Now()
		state := string(lab.AppendState(nil, v.Lab().World()))
		require.NoError(t, v.Act("step"))
		require.NoError(t, v.Act("back"))
		require.NoError(t, v.Act("seek "+string(at.AppendMilliseconds(nil))))
		require.Equal(t, state, string(lab.AppendState(nil, v.Lab().World())))
	}
}

func TestJumpsFindTheNextElectionAndThePreviousOne(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	watch(v, 4)
	first := leader(v.Lab().World())
	elected := v.Lab().Marks()[0].Time
	require.NoError(t, v.Act("do crash "+first))
	require.NoError(t, v.Act("jump next election"))
	watch(v, 2)
	second := leader(v.Lab().World())
	require.NotEmpty(t, second)
	require.NotEqual(t, first, second)
	require.NoError(t, v.Act("jump previous election"))
	require.Equal(t, elected, v.Lab().Now())
	require.Equal(t, first, leader(v.Lab().World()))
}

// What never comes is looked for for a while: it is said, and a pause ends it where it
// began, as if nothing had been looked through.
func TestASearchIsToldAndCanBeEnded(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1, Members: 5})
	watch(v, 4)
	require.NoError(t, v.Act("pause"))
	before, from, far := v.View().Narration, v.Lab().Now(), v.Lab().Frontier()
	require.NoError(t, v.Act("jump next violation"))
	v.Tick(frame)
	view := v.View()
	require.Equal(t, "Seeking the next violation: “Pause” ends it, as does the space bar. It goes up to 60 s ahead.", view.Narration.Text)
	require.True(t, view.Playing, "its button pauses")
	for _, kind := range view.Jump.Kinds { // how to end it stands where a phone's line has room
		for lang, most := range map[narrate.Lang]int{narrate.English: 48, narrate.Chinese: 23} {
			text := narrate.Format(lang, "jump.searching", narrate.Str("kind", narrate.Text(lang, "jump."+kind.ID)), narrate.Span("time", 60*sim.Second))
			pause := map[narrate.Lang]string{narrate.English: "“Pause” ends it", narrate.Chinese: "“暂停”"}[lang]
			before, _, found := strings.Cut(text, pause)
			require.True(t, found, text)
			require.LessOrEqual(t, utf8.RuneCountInString(before+pause), most, text)
		}
	}
	require.NoError(t, v.Act("pause"))
	watch(v, 0.1)
	view = v.View()
	require.False(t, view.Playing)
	require.Equal(t, before, view.Narration)
	require.Equal(t, []sim.Time{from, far}, []sim.Time{v.Lab().Now(), v.Lab().Frontier()})

	require.NoError(t, v.Act("jump next violation"))
	watch(v, 60)
	require.Equal(t, "There is no further violation.", v.View().Toast.Text)
	require.Equal(t, from, v.Lab().Now())
}

// Who does something during a search does it where the search began, and it stays
// done; who asks to play or pause pauses.
func TestADeedEndsASearch(t *testing.T) {
	for name, do := range map[string]func(v *viewer.Viewer) error{
		"a verb":       func(v *viewer.Viewer) error { return v.Act("do crash etcd-01") },
		"a line":       func(v *viewer.Viewer) error { return v.Type("A", "crash etcd-01") },
		"a run":        func(v *viewer.Viewer) error { _, err := v.Run("A", "crash etcd-01"); return err },
		"an interrupt": func(v *viewer.Viewer) error { return v.Interrupt("A") },
	} {
		v := newViewer(t, lab.Config{Seed: 1, Members: 5})
		watch(v, 4)
		require.NoError(t, v.Act("pause"))
		from, inputs := v.Lab().Now(), len(v.Lab().Inputs())
		require.NoError(t, v.Act("jump next violation"))
		v.Tick(frame)
		require.NoError(t, do(v), name)
		watch(v, 60)
		done := v.Lab().Inputs()
		require.Len(t, done, inputs+1, name)
		require.Less(t, done[inputs].At, from+sim.Second, name)
		require.Nil(t, v.View().Toast, "%s: nothing is looked for any more", name)
	}
	v := newViewer(t, lab.Config{Seed: 1, Members: 5})
	watch(v, 4)
	require.NoError(t, v.Act("pause"))
	require.NoError(t, v.Act("jump next violation"))
	require.NoError(t, v.Act("toggle"))
	require.False(t, v.View().Playing)
}

// Branches that have no room on the scrubber are in a menu, at the button that counts
// them.
func TestTheCountOfBranchesOpensTheirMenu(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1, Members: 3})
	watch(v, 4)
	end := v.Lab().Now()
	for range 5 {
		v.Lab().Seek(end / 2)
		require.NoError(t, v.Act("do crash etcd-01"))
		v.Lab().Advance(end)
	}
	var s scene.Scene
	v.Stage(&s, 1080, 572, compose.Desk)
	x, y := s.Scrubber.More.Box.X+2, s.Scrubber.More.Box.Y+2
	v.Press(&s, x, y, false)
	v.Release(&s, x, y)
	menu := v.View().Menu
	require.Len(t, menu.Items, v.Lab().BranchCount())
	require.NoError(t, v.Act(menu.Items[0].Action))
	require.Nil(t, v.View().Menu)
}

func TestEachKindOfMarkIsJumpedTo(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1, Members: 3})
	watch(v, 4)
	_, err := v.Lab().Run("A", "etcdctl put a 1")
	require.NoError(t, err)
	written := v.Lab().Now()
	_, err = v.Lab().Run("A", "etcdctl lease grant 2")
	require.NoError(t, err)
	require.NoError(t, v.Act("jump next expiry"))
	watch(v, 1)
	require.Greater(t, v.Lab().Now(), written+2*sim.Second, "it had not run out yet")
	expired := v.Lab().Now()
	require.NoError(t, v.Act("jump previous write"))
	require.NoError(t, v.Act("jump previous write"))
	require.Less(t, v.Lab().Now(), written)
	require.NoError(t, v.Act("jump next commit"))
	require.NoError(t, v.Act("jump next expiry"))
	require.Equal(t, expired, v.Lab().Now())
	require.NoError(t, v.Act("jump previous crash"))
	require.Equal(t, "There is no earlier crash.", v.View().Toast.Text)
	kinds := v.View().Jump.Kinds
	for i := range kinds {
		require.NoError(t, v.Act(kinds[i].Action))
		require.Equal(t, kinds[i].ID, v.View().Jump.Current)
	}
	require.Error(t, v.Act("jump kind nothing"))
}

func TestEveryBranchIsEnteredByItsNameOrOneAfterTheOther(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1, Members: 3})
	require.ErrorContains(t, v.Act("enter next"), "no other branch")
	l := v.Lab()
	l.Advance(2 * sim.Second)
	for _, line := range []string{"crash etcd-01", "crash etcd-02"} {
		require.NoError(t, v.Act("seek 1000"))
		require.NoError(t, v.Act("do "+line))
		l.Advance(2 * sim.Second)
	}
	labels := []string{}
	for _, b := range v.View().Branches {
		labels = append(labels, b.Label)
	}
	require.Equal(t, []string{"as it was", "what if 1 · 1,000 ms · crash etcd-01", "what if 2, off what if 1 · 1,000 ms · crash etcd-02"}, labels)
	require.NoError(t, v.Act(v.View().Branches[1].Action))
	require.False(t, l.World().Up(1))
	require.NoError(t, v.Act("enter next"))
	require.False(t, l.World().Up(2))
	require.NoError(t, v.Act("enter next"))
	require.True(t, l.World().Up(1) && l.World().Up(2), "the old branch stays as it was")
	require.Equal(t, 2*sim.Second, l.Now(), "at the same moment")
}

func TestIdleTimeIsHurriedThroughUnlessOneDoesNotWantIt(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1, Members: 3})
	watch(v, 4)
	v.Lab().Advance(5 * sim.Second)
	passed := func() sim.Time {
		before := v.Lab().Now()
		watch(v, 2)
		return v.Lab().Now() - before
	}
	require.True(t, v.View().Hurry, "by default")
	fast := passed()
	require.NoError(t, v.Act("hurry toggle"))
	require.Greater(t, fast, 5*passed())
	require.False(t, v.View().Hurry)
	require.Error(t, v.Act("hurry maybe"))
}

func TestALineIsRunUntilItIsAnswered(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	id, err := v.Run("A", `etcdctl put message "hello world"; etcdctl get message`)
	require.NoError(t, err)
	for range 1000 {
		v.Tick(frame)
		if r, done, err := v.Result(id); done {
			require.NoError(t, err)
			require.Equal(t, "OK\nmessage\nhello world\n", r.Stdout)
			require.Zero(t, r.Code)
			return
		}
	}
	t.Fatal("the line has not ended")
}

func TestAFrameComesOnlyWhenSomethingChanged(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.Act("pause"))
	_, changed := v.Frame()
	require.True(t, changed)
	v.Tick(frame)
	v.Frame()
	_, changed = v.Frame()
	require.False(t, changed)
	require.NoError(t, v.Act("step"))
	_, changed = v.Frame()
	require.True(t, changed)
}

func TestFramesHoldOnlyTheLinesThatAreNew(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.Act("speed 10"))
	require.NoError(t, v.Type("A", "echo one"))
	watch(v, 0.2)
	first := terminal(t, v)
	require.Equal(t, []viewer.Line{{Kind: "in", Text: "echo one", Prompt: "$ "}, {Kind: "out", Text: "one"}}, first.Lines)
	require.NoError(t, v.Type("A", "echo two"))
	watch(v, 0.2)
	second := terminal(t, v)
	require.Equal(t, []viewer.Line{{Kind: "in", Text: "echo two", Prompt: "$ "}, {Kind: "out", Text: "two"}}, second.Lines)
	require.Equal(t, first.From+2, second.From)
	require.Equal(t, first.Epoch, second.Epoch)
	require.NoError(t, v.Type("A", "seek 0"))
	third := terminal(t, v)
	require.Greater(t, third.Epoch, second.Epoch, "time went back: what was shown is void")
	require.Equal(t, []viewer.Line{{Kind: "in", Text: "seek 0", Prompt: "$ "}}, third.Lines)
}

// What is typed while a command runs is shown as it was typed: a line that waits for
// the command to end, and after it has been given to the shell with a prompt; one that
// the command reads, and the sign of an interrupt, without.
func TestWhatIsTypedWhileACommandRunsIsShown(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.Type("A", "wait leader; sleep 100ms; echo done"))
	require.NoError(t, v.Type("A", "cat"))
	v.Tick(frame)
	a := terminal(t, v)
	require.Equal(t, []string{"cat"}, a.Queued)
	require.Equal(t, []viewer.Line{{Kind: "in", Text: "wait leader; sleep 100ms; echo done", Prompt: "$ "}}, a.Lines)
	v.Lab().Advance(5 * sim.Second)
	require.NoError(t, v.Type("A", "read by it"))
	v.Lab().Advance(v.Lab().Now() + sim.Second)
	a = terminal(t, v)
	require.Empty(t, a.Queued)
	require.Equal(t, []viewer.Line{{Kind: "out", Text: "done"}, {Kind: "in", Text: "cat", Prompt: "$ "}, {Kind: "in", Text: "read by it"}, {Kind: "out", Text: "read by it"}}, a.Lines)
}

// terminal returns terminal A of the next frame.
func terminal(t *testing.T, v *viewer.Viewer) viewer.Terminal {
	t.Helper()
	b, changed := v.Frame()
	require.True(t, changed)
	var view viewer.View
	require.NoError(t, json.Unmarshal(b, &view))
	return view.Terminals[0]
}

func TestCallsAnswerInJSON(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	for _, tc := range []struct{ op, arg, want string }{
		{"act", `{"action":"pause"}`, `{"ok":null}`},
		{"act", `{"action":"fly"}`, `{"error":"there is no action \"fly\""}`},
		{"act", `{"action":"do crahs etcd-01"}`, `{"error":"crahs: no verb that changes the world; did you mean crash?"}`},
		{"act", `{`, `{"error":"read the argument of act: unexpected end of JSON input"}`},
		{"fly", `{}`, `{"error":"there is no operation \"fly\""}`},
		{"type", `{"terminal":"Q","line":"x"}`, `{"error":"no terminal \"Q\" is open"}`},
		{"result", `{"id":7}`, `{"ok":null}`},
		{"complete", `{"line":"etcdc","pos":5}`, `{"ok":["etcdctl "]}`},
		{"open", `{"link":"w=!!"}`, `{"error":"The link cannot be opened: it is cut short or damaged."}`},
		{"open", `{"link":"w=SwYA"}`, `{"error":"The link cannot be opened: a newer version of Raftarium has made it. Load the page again to get that."}`},
		{"open", `{"link":"https://example.org/#"}`, `{"error":"The link cannot be opened: it names no run."}`},
	} {
		require.Equal(t, tc.want, v.Call(tc.op, tc.arg), "%s %s", tc.op, tc.arg)
	}
}

func TestALinkOpensAtTheSameState(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 5})
	watch(v, 4)
	require.NoError(t, v.Act("do crash "+leader(v.Lab().World())))
	watch(v, 2)
	want := v.Call("state", "")
	other := newViewer(t, lab.Config{Seed: 9})
	require.NoError(t, other.OpenLink(v.Lab().Link()))
	require.Equal(t, want, other.Call("state", ""))
}

// The page has a terminal's history from what each frame adds to it, however
// long the lines are and however many were dropped.
func TestAFrameTellsWhatIsNewInAHistory(t *testing.T) {
	v := newViewer(t, lab.Config{Members: 1})
	var page []string
	long := strings.Repeat("x", 8<<10)
	frame := func() (bytes int) {
		var view struct{ Terminals []viewer.Terminal }
		data, changed := v.Frame()
		if !changed {
			return 0
		}
		require.NoError(t, json.Unmarshal(data, &view))
		said := view.Terminals[0]
		if !said.More && said.History != nil {
			page = nil
		}
		page = append(page, said.History...)
		page = page[max(0, len(page)-shell.HistoryMax):]
		return len(data)
	}
	frame()
	for i := range shell.HistoryMax + 30 {
		for _, line := range []string{fmt.Sprintf("echo %d %s", i, long), "echo again"}[:1+i%2] {
			require.NoError(t, v.Type("A", line))
		}
		watch(v, 0.02)
		if i%7 == 0 {
			require.Less(t, frame(), 400<<10, "line %d", i)
		}
	}
	frame()
	terminal, ok := lab.TerminalAt(v.Lab().World(), lab.TerminalNamed(v.Lab().World(), "A"))
	require.True(t, ok)
	require.Len(t, page, shell.HistoryMax, "some were dropped")
	require.Equal(t, terminal.History(), page)
}

// A watch whose member has crashed is asked anew in a while: until then nobody has
// answered it, and yet the terminal is not ready for another line.
func TestATerminalWhoseCommandWaitsForNobodyIsNotReady(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.Lab().Type("A", "etcdctl watch a"))
	v.Lab().Advance(v.Lab().Now() + sim.Second)
	for _, m := range lab.Members(v.Lab().World()) {
		require.NoError(t, v.Lab().Do("crash "+m.Self().Name))
	}
	seen := false
	for range 200 {
		v.Lab().Advance(v.Lab().Now() + 20*sim.Millisecond)
		a := v.View().Terminals[0]
		require.True(t, a.Busy)
		require.NotEqual(t, "ready", a.Status)
		seen = seen || a.Status == "running"
	}
	require.True(t, seen)
}

// Among 101 members so much is sent that the trace soon has nothing else.
func TestWhoPausesIsToldSomethingHoweverManyMembersThereAre(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1, Members: 101})
	for range 40 {
		v.Lab().Advance(v.Lab().Now() + sim.Second)
	}
	require.NoError(t, v.Act("pause"))
	v.Tick(frame)
	require.NotEmpty(t, v.View().Narration.Text)
}
