package viewer

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/compose"
)

// aVisit is a viewer who has done this and that: a command, a crash in the past,
// which is a branch, and looks at an entry in the middle of it, in Chinese.
func aVisit(t *testing.T) *Viewer {
	t.Helper()
	l, err := lab.New(lab.Config{Seed: 1})
	require.NoError(t, err)
	v := New(l)
	l.Advance(2 * sim.Second)
	require.NoError(t, v.Type("A", "etcdctl put message hello"))
	l.Advance(3 * sim.Second)
	require.NoError(t, v.Act("seek 2500"))
	require.NoError(t, v.Act("do crash 3"))
	l.Advance(4 * sim.Second)
	require.NoError(t, v.Act("seek 3000"))
	require.NoError(t, v.Type("B", "help heal"))
	for _, action := range []string{"lang zh", "theme dark", "view space", "speed 0.1", "hurry off", "jump kind crash", "select entry etcd-02 8"} {
		require.NoError(t, v.Act(action), action)
	}
	return v
}

func aViewer(t *testing.T) *Viewer {
	t.Helper()
	l, err := lab.New(lab.Config{Seed: 1})
	require.NoError(t, err)
	return New(l)
}

// called calls an operation as the page does.
func called[T any](t *testing.T, v *Viewer, op string, arg any) (value T) {
	t.Helper()
	b, err := json.Marshal(arg)
	require.NoError(t, err)
	var answer struct {
		OK    json.RawMessage `json:"ok"`
		Error string          `json:"error"`
	}
	require.NoError(t, json.Unmarshal([]byte(v.Call(op, string(b))), &answer))
	require.Empty(t, answer.Error)
	require.NoError(t, json.Unmarshal(answer.OK, &value))
	return value
}

func stateOf(v *Viewer) string { return string(lab.AppendState(nil, v.Lab().World())) }

func TestWhatIsKeptIsThereAfterAReload(t *testing.T) {
	v := aVisit(t)
	then := v.View()
	text := called[string](t, v, "keep", struct{}{})
	again := aViewer(t)
	called[any](t, again, "restore", map[string]string{"text": text})
	require.Equal(t, stateOf(v), stateOf(again))
	require.Equal(t, v.Lab().Branches(), again.Lab().Branches())
	require.Equal(t, v.Selected(), again.Selected())
	require.Equal(t, compose.EntryTarget, again.Selected().Kind)
	now := again.View()
	require.Equal(t, then.Inspector.Panel, now.Inspector.Panel)
	for i := range then.Terminals {
		then.Terminals[i].Epoch, now.Terminals[i].Epoch = 0, 0
		then.Terminals[i].More, now.Terminals[i].More = false, false
	}
	full := aViewer(t) // one who is told all terminals
	full.lab, full.outside, full.lang = v.lab, v.outside, v.lang
	told := full.View().Terminals
	for i := range told {
		told[i].Epoch = 0
	}
	require.Equal(t, told, now.Terminals, "screens and history, what stands outside the world included")
	require.Contains(t, now.Terminals[1].Lines[1].Text, "heal")
	require.Equal(t, []any{then.Lang, then.Theme, then.Speed, then.Hurry, then.Playing, then.Views, then.Jump, then.TimeMS},
		[]any{now.Lang, now.Theme, now.Speed, now.Hurry, now.Playing, now.Views, now.Jump, now.TimeMS})
	require.Equal(t, text, called[string](t, again, "keep", struct{}{}))

	// So are two branches side by side, of which a link has one, and a presentation.
	require.NoError(t, v.Act("present on"))
	require.NoError(t, again.Restore(called[string](t, v, "keep", struct{}{})))
	require.True(t, again.Presenting())
	require.NoError(t, v.Act("present off"))
	require.NoError(t, v.Act("compare"))
	require.NoError(t, again.Restore(called[string](t, v, "keep", struct{}{})))
	require.Equal(t, v.View().Views, again.View().Views)
	require.Equal(t, v.View().Inspector.Panel, again.View().Inspector.Panel)
	require.Contains(t, v.Link(), "&view=space&")
	require.Equal(t, place{}, placeOf(place{Beside: 2}.parts()), "nor its number")
}

// Of three branches the one beside is the one that was chosen, not the one that
// would be shown to who chooses none; so it is where one was left by a click on
// the other.
func TestAComparisonIsOfTheSameTwoBranchesAfterAReload(t *testing.T) {
	v := aVisit(t)
	require.NoError(t, v.Act("seek 2700"))
	require.NoError(t, v.Act("do crash 4"))
	require.Len(t, v.Lab().Branches(), 3)
	usual := v.otherBranch()
	for _, chosen := range []int{0, 1} {
		require.NoError(t, v.Act("compare "+strconv.Itoa(chosen)))
		again := aViewer(t)
		require.NoError(t, again.Restore(called[string](t, v, "keep", struct{}{})))
		require.Equal(t, chosen, again.otherBranch(), "beside is usually %d", usual)
		require.Equal(t, v.View().Inspector.Panel, again.View().Inspector.Panel)
	}
}

// A long way back is gone in the ticks that follow, and whatever is done waits
// for its end.
func TestALongWayBackIsGoneInTicks(t *testing.T) {
	v := aVisit(t)
	require.NoError(t, v.Act("enter 1"))
	v.Lab().Advance(400 * sim.Second)
	text, err := v.Keep()
	require.NoError(t, err)
	patient := aViewer(t)
	require.NoError(t, patient.Restore(text))
	require.Less(t, patient.Lab().Now(), sim.Second, "what is shown stays until it is there")
	require.Equal(t, "Going back to where you were …", patient.View().Toast.Text)
	kept, err := patient.Keep()
	require.NoError(t, err)
	require.Equal(t, text, kept, "a reload meanwhile loses nothing")
	ticks := 0
	for ; patient.back != nil; ticks++ {
		patient.Tick(16 * time.Millisecond)
	}
	require.Greater(t, ticks, 3)
	require.Equal(t, stateOf(v), stateOf(patient))
	hasty := aViewer(t)
	require.NoError(t, hasty.Restore(text))
	called[any](t, hasty, "act", map[string]string{"action": "select none"})
	require.Equal(t, stateOf(v), stateOf(hasty))
	require.Equal(t, v.Lab().Branches(), hasty.Lab().Branches())
}

// reloaded is a viewer that a page makes of what was kept: the lesson is fetched and
// opened again, at the step that the page knows of.
func reloaded(t *testing.T, v *Viewer, lesson string) *Viewer {
	t.Helper()
	kept := called[string](t, v, "keep", struct{}{})
	again := aViewer(t)
	called[any](t, again, "restore", map[string]string{"text": kept})
	require.Equal(t, kept, called[string](t, again, "keep", struct{}{}), "a reload before the lesson is there loses nothing")
	resumed := called[bool](t, again, "lesson", map[string]string{"name": "lesson.md", "text": lesson})
	require.True(t, resumed)
	for again.lesson.pending || again.back != nil {
		again.Tick(16 * time.Millisecond)
	}
	require.Equal(t, stateOf(v), stateOf(again))
	require.Equal(t, kept, called[string](t, again, "keep", struct{}{}))
	return again
}

// Where a reader was in a lesson, in the midst of what is shown, before an answer, after
// it, and what they did in its world, is there after a reload.
func TestALessonIsThereAfterAReload(t *testing.T) {
	text, err := os.ReadFile("testdata/lesson.md")
	require.NoError(t, err)
	v := aViewer(t)
	require.NoError(t, v.OpenLesson("lesson.md", string(text), 0))
	require.NoError(t, v.Act("view space"))
	v.Tick(100 * time.Millisecond)
	require.True(t, v.lesson.showing)
	again := reloaded(t, v, string(text))
	require.True(t, again.lesson.showing, "it is shown on")
	require.True(t, again.playing)
	require.Equal(t, "space", again.place().View)

	require.NoError(t, v.Act("lesson skip"))
	require.NoError(t, v.Act("lesson next"))
	for v.lesson.pending {
		v.Tick(16 * time.Millisecond)
	}
	require.NoError(t, v.Act("lesson choose 1"))
	require.NoError(t, v.Act("lesson hint"))
	again = reloaded(t, v, string(text))
	require.Equal(t, v.LessonView().Question, again.LessonView().Question)
	require.NoError(t, v.Act("lesson run"))
	for v.lesson.pending {
		v.Tick(16 * time.Millisecond)
	}
	require.NoError(t, v.Act("lesson skip"))
	require.NoError(t, v.Act("do crash 3"))
	require.NoError(t, v.Act("seek 500"))
	require.NoError(t, v.Act("do crash 2"))
	again = reloaded(t, v, string(text))
	require.Equal(t, v.LessonView(), again.LessonView())
	require.Equal(t, v.Lab().Branches(), again.Lab().Branches())
	require.NoError(t, again.Act("lesson back"))
	require.Len(t, again.Lab().Branches(), 1)
}

// What was done in a challenge counts after a reload, and what is done on counts with it.
func TestAChallengeGoesOnAfterAReload(t *testing.T) {
	const text = "---\ntitle: T\nlanguage: en\nminutes: 1\ncluster: 3 --bare\ntimes: etcd\n---\n\n## Do it\n\nText.\n\n```lab\ntimeout 1\nwait leader\n```\n\n```goal\nLose the quorum.\nif facts.quorum == false\nallow cut\nhint Cut two.\n```\n"
	v := aViewer(t)
	require.NoError(t, v.OpenLesson("lesson.md", text, 0))
	require.NoError(t, v.Act("do cut 1 2"))
	require.NoError(t, v.Act("lesson hint"))
	for range 5 {
		v.Tick(100 * time.Millisecond)
	}
	require.Equal(t, "Inputs used: 1", v.LessonView().Goal.Told)
	again := reloaded(t, v, text)
	again.Tick(16 * time.Millisecond)
	require.Equal(t, v.LessonView(), again.LessonView())
	require.NoError(t, again.Act("do cut 1 3"))
	require.NoError(t, again.Act("do cut 2 3"))
	again.Tick(100 * time.Millisecond)
	require.True(t, again.LessonView().Goal.Reached)
	require.Equal(t, 3, again.LessonView().Goal.Used)
	require.True(t, reloaded(t, again, text).lesson.showing == false)

	// Who has changed the file in between, or opens another one, begins.
	require.NoError(t, v.Act("pause"))
	kept := called[string](t, v, "keep", struct{}{})
	other := aViewer(t)
	require.NoError(t, other.Restore(kept))
	require.False(t, called[bool](t, other, "lesson", map[string]string{"name": "lesson.md", "text": strings.Replace(text, "Text.", "Another text.", 1)}))
	require.Len(t, other.Lab().Inputs(), 1)
	// And who does something else instead of waiting for it keeps that.
	other = aViewer(t)
	require.NoError(t, other.Restore(kept))
	require.NoError(t, other.Act("do crash 1"))
	require.NotEqual(t, kept, called[string](t, other, "keep", struct{}{}))
}

func TestDamageIsRefusedAndHarmsNothing(t *testing.T) {
	v := aVisit(t)
	text, err := v.Keep()
	require.NoError(t, err)
	again := aViewer(t)
	before := stateOf(again)
	for _, bad := range []string{"", "{", `{"lab":"AAAA"}`, `{"lab":"!"}`, strings.Replace(text, `"lab":"`, `"lab":"7`, 1)} {
		require.Contains(t, again.Call("restore", `{"text":`+quoted(bad)+`}`), "return to what was kept")
		require.Equal(t, before, stateOf(again))
	}
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func TestALinkLeadsToMomentViewAndSelection(t *testing.T) {
	v := aVisit(t)
	link := called[string](t, v, "link", struct{}{})
	require.Regexp(t, `^w=[\w-]+&lang=zh&view=space&tab=entry&select=entry\+etcd-02\+8$`, link)
	require.Less(t, len(link), 2000)
	again := aViewer(t)
	require.NoError(t, again.OpenLink("https://example.org/x#"+link))
	require.Equal(t, stateOf(v), stateOf(again))
	require.Equal(t, v.View().Inspector.Panel, again.View().Inspector.Panel)
	require.Equal(t, link, again.Link())
	bare, _, _ := strings.Cut(link, "&")
	again = aViewer(t)
	require.NoError(t, again.Act("view space"))
	require.NoError(t, again.OpenLink(bare))
	require.Equal(t, stateOf(v), stateOf(again))
	require.Equal(t, "space", again.place().View, "a link that says nothing of the view leaves it")
}

func TestEverySelectionIsInTheLink(t *testing.T) {
	v := aVisit(t)
	for _, words := range []string{"member etcd-03", "message 17", "entry etcd-01 3", `key etcd-02 "a key &=\"键"`, `change etcd-02 2.0 "message"`, "lease etcd-01 694d71ddacfda227", "watcher etcd-03 77.1",
		"record etcd-01 4", "write etcd-01 9"} {
		target, err := v.target(words)
		require.NoError(t, err, words)
		v.choose(target)
		require.Equal(t, words, v.selection())
		require.Equal(t, v.place(), placeIn(v.Link()))
	}
	require.NoError(t, v.Act("why leader"))
	require.Contains(t, v.Link(), "&ask=leader")
	require.Equal(t, v.place(), placeIn(v.Link()))
	again := aViewer(t)
	require.NoError(t, again.OpenLink(v.Link()))
	require.Equal(t, v.View().Inspector.Panel, again.View().Inspector.Panel, "the question that was asked")
	require.NoError(t, v.Act("why 12"))
	require.NoError(t, v.Act("knobs of etcd-04"))
	require.Equal(t, v.place(), placeIn(v.Link()))
	for _, odd := range []string{"&select=nobody", "&view=moon&tab=sun", "&why=x", "&%zz", "&knobs=etcd-99"} {
		bare, _, _ := strings.Cut(v.Link(), "&")
		require.NoError(t, aViewer(t).OpenLink(bare+odd), "what there is not is passed over")
	}
}

// placeIn is placeOf, with what a link leaves out.
func placeIn(link string) place {
	p := placeOf(link)
	if p.Tab == "" {
		p.Tab = "member"
	}
	return p
}
