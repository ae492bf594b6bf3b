package window

import (
	"errors"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
	"raftarium/core/sim"
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
	p.ticks(func() { p.w.act("lesson next") })
	p.wait(0)
	require.Equal(t, 1, p.w.Memory().Lessons["https://example.org/mine.md"].Step)

	p.ticks(func() { p.w.act("lesson close") })
	p.wait(0)
	p.types("l")
	p.clipboard = "nothing of use"
	p.chooses("window pasted")
	p.sees("The clipboard has no link, and no lesson’s address: nothing of use")
	p.clipboard = "https://example.org/other.md\n"
	p.chooses("window pasted")
	p.until("why not", time.Minute, func() bool { return p.w.toast.text == "no answer from https://example.org/other.md" })
	p.clipboard = "https://example.org/page#lesson=https://example.org/mine.md"
	p.chooses("window pasted")
	p.until("the lesson again", time.Minute, func() bool { return p.w.reading.view != nil })
	require.Equal(t, nothing, p.w.over)
	require.Equal(t, 1, p.w.reading.view.Step, "where it was left")
}

// A link that somebody shared opens from the clipboard, with the address of their page
// or without; a damaged one leaves all as it is.
func TestALinkInTheClipboardIsOpened(t *testing.T) {
	p := sit(t, 1280, 800)
	p.steady()
	p.click("Share")
	link, then, state := p.clipboard, p.lab.Now(), p.state()
	paste := func(text string) {
		p.clipboard = text
		p.presses(ebiten.KeyV, Key{Control: true})
		p.wait(0)
	}
	for _, text := range []string{link + "\n", "https://example.org/raftarium/#" + link} {
		p.ticks(func() { require.NoError(t, p.lab.Do("crash 1")); p.lab.Advance(then + sim.Second) })
		paste(text)
		require.Equal(t, then, p.lab.Now())
		require.Equal(t, state, p.state())
	}
	paste("https://example.org/#w=?")
	require.Contains(t, p.w.toast.text, "link")
	require.Equal(t, state, p.state())

	// In a terminal it is text.
	p.click("Command line of terminal A")
	paste(link)
	require.Equal(t, link, string(p.w.pane("A").input))
}

// Who opens another lesson while one is on its way does not lose it to that.
func TestALessonThatComesTooLateIsNotOpened(t *testing.T) {
	_, text, err := lessons.Read("an-election", "en")
	require.NoError(t, err)
	_, other, err := lessons.Read("commit", "en")
	require.NoError(t, err)
	p := sit(t, 1280, 800)
	come, asked := make(chan string), make(chan string, 1)
	p.w.system.Fetch = func(address string, _ narrate.Lang) (string, error) {
		asked <- address
		return <-come, nil
	}
	p.wait(0)
	p.types("l")
	p.clipboard = "HTTPS://example.org/mine.md"
	p.chooses("window pasted")
	require.Equal(t, p.clipboard, <-asked)
	late := p.w.fetching.came
	p.ticks(func() { p.w.open(File{Name: "commit.md", Text: other}) })
	p.until("the other lesson", time.Minute, func() bool { return p.w.reading.view != nil })
	title := p.w.reading.view.Title
	come <- text
	late <- <-late // it has come
	p.wait(0)
	require.Equal(t, title, p.w.reading.view.Title)
	require.NotEqual(t, "An election", title)
}
