package window

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
	"raftarium/viz/viewer"
)

// reads is a person whose window has a lesson, a challenge and a glossary, and who
// has opened the lesson from the list.
func reads(t *testing.T, width, height float32) *person {
	lesson, err := os.ReadFile("../viewer/testdata/lesson.md")
	require.NoError(t, err)
	asked := strings.Replace(string(lesson), "Text.", "A leader leads, and no other leader.", 1)
	p := sit(t, width, height)
	p.ticks(func() {
		p.w.viewer.SetLibrary(viewer.Library{
			List: func(narrate.Lang) []viewer.LessonEntry {
				return []viewer.LessonEntry{{ID: "who", Title: "Who leads?", About: "An election.", Minutes: 2},
					{ID: "crash", Title: "Crash one", About: "One is down.", Minutes: 1, Challenge: true}}
			},
			Terms: func(narrate.Lang) []viewer.GlossaryTerm {
				return []viewer.GlossaryTerm{{ID: "leader", Words: []string{"leader"}, Text: "The one that all follow."}}
			},
			Read: func(id string, _ narrate.Lang) (string, string, error) { return id + ".md", asked, nil },
		})
		p.w.changed()
	})
	p.wait(0)
	p.types("l")
	p.sees("An election.")
	p.sees("2 min")
	p.click("Who leads?")
	p.wait(50 * time.Millisecond)
	return p
}

// steps lets the lesson come to the end of what it shows.
func (p *person) steps() {
	p.until("the end of the step", 30*time.Second, func() bool { return !p.w.reading.view.Playing })
}

func TestALessonIsReadBesideTheStage(t *testing.T) {
	p := reads(t, 1440, 900)
	p.sees("Lesson 1 of 1 · step 1 of 3")
	p.click("To its end")
	p.steps()
	require.Equal(t, float32(400), p.w.frame.stage.x)
	require.Equal(t, float32(560), p.w.frame.stage.w)
	require.Equal(t, float32(480), p.w.frame.terminals.w)

	// A word of the field is explained where it stands first, and only there.
	p.click("leader")
	p.sees("The one that all follow.")
	p.presses(ebiten.KeyEscape)
	require.NotContains(t, p.texts(), "The one that all follow.")
	words := 0
	for _, c := range p.w.sheet.controls {
		if c.area == lessonArea && c.action == "window term leader" {
			words++
		}
	}
	require.Equal(t, 1, words)

	// The question is answered by the run.
	p.presses(ebiten.KeyPageDown)
	p.steps()
	p.sees("Who leads when etcd-01 is down?")
	p.click("Run it and see")
	p.sees("Choose an answer first.")
	p.click("Nobody.")
	p.ticks(func() { p.w.ringed = true }) // as if reached by Tab
	p.presses(ebiten.KeyArrowDown)
	require.True(t, p.w.reading.view.Question.Answers[1].Chosen)
	p.presses(ebiten.KeyArrowDown)
	require.True(t, p.w.reading.view.Question.Answers[0].Chosen)
	p.click("etcd-02.")
	p.click("Hint")
	p.sees("It asks for votes.")
	p.click("Run it and see")
	p.until("the answer", 30*time.Second, func() bool { return p.w.reading.view.Question.Answered })
	p.sees("The run shows: this one.")
	p.sees("It had the votes.")

	// By the bar of steps back to the first, and out.
	p.click("1: One")
	p.sees("Lesson 1 of 1 · step 1 of 3")
	require.Equal(t, Progress{Step: 0}, p.w.Memory().Lessons["who"])
	p.click("3: Three")
	p.click("To its end")
	p.steps()
	p.sees("Crash one") // comes next
	require.True(t, p.w.Memory().Lessons["who"].Done)
	p.click("Leave the lesson")
	p.wait(0)
	require.Nil(t, p.w.reading.view)
	p.until("a leader", 10*time.Second, func() bool { return p.leader() != "" })
	p.types(" ")
	p.types(p.leader()[len("etcd-0"):])
	p.wait(0)
	p.click("Leader") // the subtitle of the panel has the word too
	p.sees("The one that all follow.")
	p.presses(ebiten.KeyEscape)
	require.Zero(t, p.w.frame.lesson)
	p.types("l")
	p.sees("2 min · done")
}

func TestALessonIsReadInANarrowWindow(t *testing.T) {
	for _, size := range [][2]float32{{600, 800}, {900, 700}, {1100, 760}} {
		p := reads(t, size[0], size[1])
		l := p.w.frame.lesson
		p.sees("One")
		require.LessOrEqual(t, l.bottom(), size[1])
		require.GreaterOrEqual(t, p.w.frame.stage.h, float32(200))
		stage := p.w.frame.stage
		require.True(t, stage.bottom() <= l.y || stage.x >= l.right(), "the lesson covers nothing of the stage")
		if !p.w.frame.sheet {
			continue
		}
		p.click("Terminals")
		p.wait(0)
		require.Zero(t, p.w.frame.lesson, "the terminal that is typed in takes its place")
		p.types("help")
		require.Equal(t, "help", string(p.w.pane("A").input))
		p.presses(ebiten.KeyEscape)
		p.wait(0)
		p.sees("One")
	}
}

// What is scrolled out of sight is reached by the Tab key, and comes into sight.
func TestTheTabKeyBringsWhatItReachesIntoSight(t *testing.T) {
	p := reads(t, 1100, 760)
	p.click("Leave the lesson")
	p.types("c")
	p.wait(0)
	hidden := 0
	for _, c := range p.w.sheet.controls {
		if c.hidden {
			hidden++
			if over := p.w.sheet.at(c.box.x+1, c.box.y+1); over != nil {
				require.NotEqual(t, c.name, over.name, "a pointer does not reach it")
			}
		}
	}
	require.Positive(t, hidden)
	p.ticks(func() {
		for range len(p.w.order()) {
			p.script.next.Keys = []Key{{Code: ebiten.KeyTab}}
			p.tick(0)
			p.tick(0)
			c := p.w.sheet.named(p.w.focus)
			require.NotNil(t, c)
			require.False(t, c.hidden, c.label)
		}
	})
}

func TestTheBestScoreIsTheLeast(t *testing.T) {
	require.Equal(t, Progress{Step: 2, Done: true, Best: 3}, Progress{Step: 1, Done: true, Best: 3}.with(Progress{Step: 2, Best: 5}))
	require.Equal(t, Progress{Best: 2}, Progress{Best: 3}.with(Progress{Best: 2}))
	require.Equal(t, Progress{Best: 4}, Progress{}.with(Progress{Best: 4}))
}

func TestWordsAreFoundOnceAndWhole(t *testing.T) {
	f := newFinder([]viewer.GlossaryTerm{{ID: "commit", Words: []string{"commit"}}, {ID: "index", Words: []string{"commit index"}}, {ID: "leader", Words: []string{"领导者"}}})
	cut := func(text string) (list []string) {
		for _, r := range f.cut(text) {
			list = append(list, r.text+":"+r.term)
		}
		return list
	}
	require.Equal(t, []string{"The :", "Commit index:index", " of what they commit-ed or committed:"}, cut("The Commit index of what they commit-ed or committed"))
	require.Equal(t, []string{"commit:commit", ", commit index, commit:"}, cut("commit, commit index, commit"))
	require.Equal(t, []string{"新的:", "领导者:leader", "与领导者:"}, cut("新的领导者与领导者"))
}

// The size of everything is set by keys, remembered, and bounded by the window's.
func TestEverythingIsMadeLargerAndSmaller(t *testing.T) {
	p := sit(t, 1440, 900)
	var kept Memory
	p.ticks(func() { p.w.system.Remember = func(m Memory) { kept = m } })
	ctrl := Key{Control: true}
	p.presses(ebiten.KeyEqual, ctrl)
	p.sees("110 %")
	require.Equal(t, float32(1.1), kept.Zoom)
	for range 9 {
		p.presses(ebiten.KeyEqual, ctrl)
	}
	p.sees("150 %: the window has no room for larger type.")
	require.Equal(t, float32(1.5), p.w.zoom)
	p.presses(ebiten.KeyDigit0, ctrl)
	require.Equal(t, float32(1), kept.Zoom)
	p.presses(ebiten.KeyMinus, ctrl)
	require.Equal(t, float32(0.9), kept.Zoom)
	require.Equal(t, float32(0.75), fittingZoom(2, 500, 400), "a window that is too small for anything gets the smallest")

	w := New(p.w.viewer, p.script, System{})
	w.Recall(kept)
	require.Equal(t, kept, w.Memory())
	w.Recall(Memory{Zoom: 17, Terms: -3, Lessons: map[string]Progress{"x": {Step: -1}}})
	require.Equal(t, kept.Zoom, w.zoom, "what makes no sense is passed over")
}
