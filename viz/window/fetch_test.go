package window

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
	"raftarium/web/lessons"
)

// A lesson that lies elsewhere opens by a link in a lesson, and by its address in the
// clipboard; what goes wrong is told.
func TestALessonIsFetched(t *testing.T) {
	_, text, err := lessons.Read("an-election", "en")
	require.NoError(t, err)
	p := sit(t, 1280, 800)
	p.w.system.Fetch = func(address string, lang narrate.Lang) (string, error) {
		require.Equal(t, narrate.English, lang)
		if address != "https://example.org/mine.md" {
			return "", errors.New("no answer from " + address)
		}
		return text, nil
	}
	p.wait(0)
	p.ticks(func() { p.w.act("window follow #lesson=https%3A%2F%2Fexample.org%2Fmine.md") })
	p.until("the lesson", time.Minute, func() bool { return p.w.reading.view != nil })
	require.Equal(t, "An election", p.w.reading.view.Title)

	p.ticks(func() { p.w.act("lesson close") })
	p.wait(0)
	p.types("l")
	p.clipboard = "nothing of use"
	p.chooses("window pasted")
	p.sees("There is no address of a lesson in the clipboard: nothing of use")
	p.clipboard = "https://example.org/other.md\n"
	p.chooses("window pasted")
	p.until("why not", time.Minute, func() bool { return p.w.toast.text == "no answer from https://example.org/other.md" })
	p.clipboard = "https://example.org/page#lesson=https://example.org/mine.md"
	p.chooses("window pasted")
	p.until("the lesson again", time.Minute, func() bool { return p.w.reading.view != nil })
	require.Equal(t, nothing, p.w.over)
}
