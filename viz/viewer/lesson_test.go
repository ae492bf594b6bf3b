package viewer_test

import (
	_ "embed"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/viewer"
)

// aLesson has a step to do, one that asks, and one more.
//
//go:embed testdata/lesson.md
var aLesson string

// openLesson returns a viewer that has opened a lesson at its first step.
func openLesson(t *testing.T, text string) *viewer.Viewer {
	v := newViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.OpenLesson("x.md", text, 0))
	return v
}

func holds(t *testing.T, v *viewer.Viewer, condition string) {
	t.Helper()
	failed, err := v.Lab().Holds(condition)
	require.NoError(t, err)
	require.Empty(t, failed)
}

func TestAStepIsShownAsHistory(t *testing.T) {
	v := openLesson(t, aLesson)
	require.Zero(t, v.Lab().Now(), "from its beginning")
	require.True(t, v.LessonView().Playing)
	watch(v, 20)
	require.False(t, v.LessonView().Playing)
	holds(t, v, "members.etcd-01.role == leader")
	require.Equal(t, "etcd-01", lab.NameOf(v.Lab().World(), v.Selected().Node), "it is looked at")
	end := v.Lab().Now()
	watch(v, 5)
	require.Equal(t, end, v.Lab().Now(), "the world waits for the reader")
	require.Contains(t, v.Lab().Link(), "w=")
}

func TestAQuestionIsAnsweredByTheRun(t *testing.T) {
	v := openLesson(t, aLesson)
	require.NoError(t, v.Act("lesson skip")) // to the end of what is shown
	require.NoError(t, v.Act("lesson next"))
	watch(v, 1)
	q := v.LessonView().Question
	require.Equal(t, []string{"crash 1", "timeout 2"}, q.Lines)
	require.ErrorContains(t, v.Act("lesson run"), "Choose an answer first.")
	require.NoError(t, v.Act("lesson choose 1"))
	require.NoError(t, v.Act("lesson hint"))
	require.Len(t, v.LessonView().Question.Hint, 1)
	require.NoError(t, v.Act("lesson run"))
	require.True(t, v.LessonView().Question.Running)
	for _, a := range v.LessonView().Question.Answers {
		require.False(t, a.Right, "nothing is told before it was seen")
	}
	require.Empty(t, v.LessonView().After)
	watch(v, 30)
	q = v.LessonView().Question
	require.True(t, q.Answered)
	require.True(t, q.Answers[0].Chosen)
	require.True(t, q.Answers[1].Right)
	require.Len(t, v.LessonView().After, 1)
	require.NoError(t, v.Act("lesson choose 2"))
	require.True(t, v.LessonView().Question.Answers[0].Chosen, "it is too late")
}

// Going back rewinds the world; what the viewer did in between is not part of
// the lesson.
func TestGoingBackRewindsTheWorld(t *testing.T) {
	v := openLesson(t, aLesson)
	require.NoError(t, v.Act("lesson step 3"))
	require.NoError(t, v.Act("lesson skip"))
	at, state := v.Lab().Now(), v.Call("state", "")
	require.NoError(t, v.Act("do crash 3"))
	require.NoError(t, v.Act("lesson back"))
	require.Less(t, v.Lab().Now(), at)
	holds(t, v, "members.etcd-03.up == true")
	require.NoError(t, v.Act("lesson step 3"))
	require.NoError(t, v.Act("lesson skip"))
	require.Equal(t, state, v.Call("state", ""))
}

func TestALongStepIsShownInASensibleTime(t *testing.T) {
	v := openLesson(t, aLesson)
	require.NoError(t, v.Act("lesson step 3"))
	watch(v, 30)
	require.False(t, v.LessonView().Playing)
	require.Greater(t, v.Lab().Now().Milliseconds(), 8000.0)
}

// To its end is to its end, even if it was pressed before there was anything to show.
func TestAStepIsSkippedBeforeItIsShown(t *testing.T) {
	v := openLesson(t, strings.Replace(aLesson, "look member 1\n", strings.Repeat("sleep 60s\n", 10), 1))
	require.True(t, v.LessonView().Playing)
	require.Less(t, v.Lab().Now(), sim.Second, "it is being played out of sight")
	require.NoError(t, v.Act("lesson skip"))
	watch(v, 5)
	require.False(t, v.LessonView().Playing)
	require.Greater(t, v.Lab().Now(), 600*sim.Second)
}

func TestALessonChangesItsLanguageInPlace(t *testing.T) {
	v := openLesson(t, aLesson)
	require.NoError(t, v.Act("lesson step 2"))
	at := v.Lab().Now()
	chinese := strings.NewReplacer("language: en", "language: zh", "Who leads?", "谁领导？", "## Two", "## 二").Replace(aLesson)
	require.NoError(t, v.OpenLesson("x.md", chinese, 0))
	require.Equal(t, "谁领导？", v.LessonView().Title)
	require.Equal(t, 1, v.LessonView().Step)
	require.Equal(t, at, v.Lab().Now())
}

func TestALessonThatIsWrongLeavesEverythingAsItWas(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	before := v.Call("state", "")
	require.EqualError(t, v.OpenLesson("x.md", "---\n", 0), "The lesson cannot be opened: x.md:1: the front matter has no end: three hyphens on a line of their own")
	require.Equal(t, before, v.Call("state", ""))
	require.Nil(t, v.LessonView())
	require.ErrorContains(t, v.Act("lesson next"), "no lesson is open")

	v = openLesson(t, strings.Replace(aLesson, "restart 1", "expect members.etcd-01.role == leader", 1))
	require.NoError(t, v.Act("lesson step 3"))
	require.Contains(t, v.LessonView().Failure, "x.md:38: expect: members.etcd-01.role is ")
	require.Contains(t, string(v.View().Lesson), "x.md:38: expect: ")

	// Who reads Chinese is told in Chinese, also what was told before.
	require.NoError(t, v.Act("lang zh"))
	require.Contains(t, v.LessonView().Failure, "x.md:38：expect：members.etcd-01.role 是 ")
	require.Contains(t, string(v.View().Lesson), "x.md:38：expect：")
	require.EqualError(t, v.OpenLesson("x.md", "---\n", 0), "课程无法打开：x.md:1：文件头没有结束：应另有一行三个连字符")
}

func TestAChallengeIsJudgedWhileOnePlays(t *testing.T) {
	v := openLesson(t, "---\ntitle: T\nlanguage: en\nminutes: 1\ncluster: 3 --bare\ntimes: etcd\n---\n\n## Do it\n\nText.\n\n```goal\nLose the quorum.\nif facts.quorum == false\nallow cut\nhint Cut two.\n```\n")
	watch(v, 0.1)
	require.True(t, v.LessonView().Goal.Begun)
	require.NoError(t, v.Act("do cut 1 2"))
	require.NoError(t, v.Act("do cut 1 3"))
	watch(v, 0.1)
	require.Equal(t, 2, v.LessonView().Goal.Used)
	require.False(t, v.LessonView().Goal.Reached)
	require.NoError(t, v.Act("do cut 2 3"))
	watch(v, 0.1)
	g := v.LessonView().Goal
	require.True(t, g.Reached)
	require.Contains(t, g.Told, "Reached with 3 inputs, at ")
	require.NoError(t, v.Act("lesson again"))
	require.NoError(t, v.Act("do crash 1"))
	watch(v, 0.1)
	require.Equal(t, "Not allowed here: crash 1. Begin again.", v.LessonView().Goal.Told)
}

func TestAnotherWorldEndsTheLesson(t *testing.T) {
	v := openLesson(t, aLesson)
	require.NoError(t, v.Type("A", "world --nodes 3"))
	require.Nil(t, v.LessonView())
	v = openLesson(t, aLesson)
	require.NoError(t, v.Act("scenario figure-8"))
	require.Nil(t, v.LessonView())
	v = openLesson(t, aLesson)
	require.NoError(t, v.Act("lesson close"))
	var view viewer.View
	b, _ := v.Frame()
	require.NoError(t, json.Unmarshal(b, &view))
	require.Equal(t, "null", string(view.Lesson))
}

// A search for what does not come looks through a future that then has not been: a goal
// that is reached there is not reached.
func TestASearchReachesNoGoal(t *testing.T) {
	v := openLesson(t, "---\ntitle: T\nlanguage: en\nminutes: 1\ncluster: 3 --bare\ntimes: etcd\n---\n\n## Do it\n\nText.\n\n```lab\ntimeout 1\nwait leader\n```\n\n```goal\nAnother leads.\nif facts.leader-changes >= 1\n```\n")
	require.NoError(t, v.Act("lesson skip"))
	require.NoError(t, v.Act("do cut 1 3"))
	before := v.Lab().Now()
	require.NoError(t, v.Act("jump next expiry"))
	watch(v, 5)
	require.Equal(t, before, v.Lab().Now())
	require.False(t, v.LessonView().Goal.Reached)
	require.NoError(t, v.Act("jump next election"))
	watch(v, 5)
	require.Greater(t, v.Lab().Now(), before)
	require.True(t, v.LessonView().Goal.Reached)
}

// What a lesson shows at the end of a step is still there when the next begins; a panel
// goes with its step, and gives back the one that was there, the code included.
func TestALessonShowsItsViewsAndPanels(t *testing.T) {
	current := func(all []viewer.Choice) string {
		for _, c := range all {
			if c.Current {
				return c.ID
			}
		}
		return ""
	}
	v := openLesson(t, strings.Replace(aLesson, "look member 1\n", "look member 1\nlook view store\nlook panel store\n", 1))
	require.NoError(t, v.Act("tab code"))
	require.NoError(t, v.Act("lesson skip"))
	watch(v, 1)
	require.Equal(t, "store", current(v.View().Views))
	require.Equal(t, "store", current(v.View().Inspector.Tabs))
	require.NoError(t, v.Act("lesson next"))
	watch(v, 1)
	require.Equal(t, "store", current(v.View().Views))
	require.Equal(t, "code", current(v.View().Inspector.Tabs))
	require.NoError(t, v.Act("lesson back"))
	require.NoError(t, v.Act("lesson skip"))
	watch(v, 1)
	require.Equal(t, "store", current(v.View().Inspector.Tabs))
	require.NoError(t, v.Act("tab rules"))
	require.NoError(t, v.Act("lesson next"))
	watch(v, 1)
	require.Equal(t, "rules", current(v.View().Inspector.Tabs), "what the reader chose stays")
}

// A lesson points at what it speaks of: nothing is left of what was selected before, and
// going back takes back what it pointed at later.
func TestALessonPointsAtItsOwnThings(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.Act("select member etcd-03"))
	require.NoError(t, v.OpenLesson("x.md", aLesson, 0))
	watch(v, 1)
	require.Zero(t, v.Selected(), "nothing, as long as it says nothing")
	require.NoError(t, v.Act("lesson skip"))
	watch(v, 1)
	require.Equal(t, compose.MemberTarget, v.Selected().Kind)
	require.NoError(t, v.Act("lesson back"))
	require.Zero(t, v.Selected(), "it begins anew")
	require.NoError(t, v.Act("lesson next"))
	watch(v, 1)
	require.Equal(t, compose.MemberTarget, v.Selected().Kind, "from there on")
	require.NoError(t, v.Act("select member etcd-02"))
	second := v.Selected()
	require.NoError(t, v.Act("lesson next"))
	watch(v, 1)
	require.Equal(t, second, v.Selected(), "what the reader chose stays")
}

// Who is quick, and acts while the challenge still sets its world up, acts on the world
// that it sets up, and is judged.
func TestAChallengeWaitsForNobody(t *testing.T) {
	const text = "---\ntitle: T\nlanguage: en\nminutes: 1\ncluster: 3 --bare\ntimes: etcd\n---\n\n## Do it\n\nText.\n\n```lab\ntimeout 1\nwait leader\n```\n\n```goal\nLose the quorum.\nif facts.quorum == false\n```\n"
	v := openLesson(t, text)
	require.True(t, v.LessonView().Playing)
	require.NoError(t, v.Act("do cut 1 2"))
	require.NoError(t, v.Type("A", "cut 1 3; cut 2 3"))
	watch(v, 0.1)
	holds(t, v, "members.etcd-01.role == leader")
	require.Equal(t, "Reached with 3 inputs, at 62 ms.", v.LessonView().Goal.Told)

	// What only looks is not counted.
	v = openLesson(t, text)
	require.NoError(t, v.Act("lesson skip"))
	for _, line := range []string{"help partition", "state", "ls", ""} {
		require.NoError(t, v.Type("A", line))
	}
	watch(v, 0.1)
	require.Equal(t, "Inputs used: 0", v.LessonView().Goal.Told)
}
