package viewer

import (
	"hash/crc32"
	"maps"

	"raftarium/core/lesson"
)

// keptLesson is where a reader is in a lesson: the step, and what was answered. What
// was done in its world is the kept lab. Its text comes from where it came from, and
// has to be the same.
type keptLesson struct {
	Sum      uint32      `json:"sum"` // of the text
	Step     int         `json:"step"`
	Answered bool        `json:"answered,omitempty"`
	Chosen   map[int]int `json:"chosen,omitempty"`
	Hinted   int         `json:"hinted,omitempty"`
}

func sumOf(text string) uint32 { return crc32.ChecksumIEEE([]byte(text)) }

// keepLesson returns where the reader of the lesson is, or nil where that is nowhere:
// its step is still being played out of sight, or cannot be.
func (v *Viewer) keepLesson() *keptLesson {
	r := v.lesson
	if r.pending || r.failure != nil {
		return nil
	}
	return &keptLesson{Sum: sumOf(v.lessonFile.text), Step: r.step, Answered: r.answered, Chosen: maps.Clone(r.chosen), Hinted: r.hinted}
}

// takeUp goes on where the reader of the lesson that was just opened has been, if that
// waits for it, and reports whether it did.
func (v *Viewer) takeUp(text string) bool {
	b := v.waits
	v.waits = nil
	if b == nil || b.kept.Lesson.Sum != sumOf(text) {
		return false
	}
	k, r := b.kept.Lesson, v.lesson
	if k.Step < 0 || k.Step >= len(r.player.Lesson().Steps) {
		return false
	}
	r.step, r.answered, r.hinted, r.resumes = k.Step, k.Answered, k.Hinted, b
	maps.Copy(r.chosen, k.Chosen)
	r.pending, r.resumed = true, true
	v.play(false)
	v.pursueLesson()
	return true
}

// goOn leads from the step, which was played once more, to what was done in its world.
func (v *Viewer) goOn() {
	r := v.lesson
	v.back, r.resumes = r.resumes, nil
	if !v.goBack(returnNow) {
		v.sayReturning()
	}
}

// standsAgain takes over that the lesson's world is as it was kept.
func (v *Viewer) standsAgain(r *lessonRun) {
	v.lesson = r
	r.showing = true
	v.followLesson()
	if !r.showing && r.atGoal() {
		v.beginJudging()
	}
}

// beginJudging has what is done from now on judged.
func (v *Viewer) beginJudging() {
	r := v.lesson
	r.judge = lesson.NewJudge(r.player.Lesson(), r.player.Lab(r.until).Inputs(), r.until)
	r.shown++
}
