package web

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image/png"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"raftarium/viz/theme"
)

// A talk: the button, a remote control's keys, the dark screen, the way out.
func TestThePagePresents(t *testing.T) {
	t.Parallel()
	p := open(t, screen{width: 1280, height: 720}, "")
	p.await(aLeader(0))
	p.pause()
	// The controls are there for two seconds: how often they came is counted.
	eval[bool](p, `(window.woken = 0, new MutationObserver(() => document.body.hasAttribute("data-awake") && window.woken++)
		.observe(document.body, { attributeFilter: ["data-awake"] }), true)`)
	p.click(`[data-act="page present"]`)
	p.await(`document.body.hasAttribute("data-presenting") && woken > 0`)
	require.Equal(t, []string{"main"}, eval[[]string](p, `["#head", "#inspector", "#terminals", "#lesson", "main"].filter((s) => document.querySelector(s).checkVisibility())`))
	require.GreaterOrEqual(t, eval[float64](p, `parseFloat(getComputedStyle(document.querySelector("#narration .said")).fontSize)`), 30.0)
	p.await(`!document.body.hasAttribute("data-awake")`)

	end := p.state().TimeMS
	woken := eval[int](p, `woken`)
	p.keys(kb.PageUp)
	p.await(fmt.Sprintf(`woken > %d`, woken))
	told := p.state().TimeMS
	require.Less(t, told, end)
	p.keys(kb.PageUp)
	require.Less(t, p.state().TimeMS, told)
	p.keys(kb.PageDown)
	require.Equal(t, told, p.state().TimeMS)
	p.await(`document.activeElement === document.body && !document.body.hasAttribute("data-awake")`) // the controls go after a key, too

	p.keys("b")
	p.await(`!document.querySelector("#black").hidden`)
	p.keys(kb.PageDown)
	require.True(t, eval[bool](p, `document.querySelector("#black").hidden`))
	require.Equal(t, told, p.state().TimeMS, "a key that ends the dark does nothing else")
	p.keys(kb.Escape)
	p.await(`!document.body.hasAttribute("data-presenting") && document.fullscreenElement === null && document.querySelector("#terminals").checkVisibility()`)
	p.await(`document.activeElement.dataset.act === "page present"`)
}

// What is saved is what is seen: the files are caught where they are handed over.
func TestWhatIsSeenIsSaved(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))
	p.pause()
	eval[bool](p, `(HTMLAnchorElement.prototype.click = function () {
		window.saved = fetch(this.href).then(async (file) => ({ Name: this.download, Bytes: [...new Uint8Array(await file.arrayBuffer())] }));
	}, window.print = () => dispatchEvent(new Event("beforeprint")), true)`)
	save := func(words string) (name, content string) {
		p.click(`[data-act="page save-menu"]`)
		p.choose(words)
		p.await(`window.saved !== undefined`)
		file := eval[struct {
			Name  string
			Bytes []int
		}](p, `saved.finally(() => delete window.saved)`)
		bytes := make([]byte, len(file.Bytes))
		for i, b := range file.Bytes {
			bytes[i] = byte(b)
		}
		return file.Name, string(bytes)
	}
	name, svg := save("Picture in vectors (SVG)")
	require.Regexp(t, `^raftarium-\d+ms\.svg$`, name)
	require.Contains(t, svg, ">etcd-01</text>")
	require.Contains(t, svg, theme.Light.Accent.Hex(), "the playhead")
	require.Equal(t, svg, eval[string](p, `raftarium.svg()`))

	_, shot := save("Picture (PNG)")
	img, err := png.Decode(strings.NewReader(shot))
	require.NoError(t, err)
	at := p.where("#stage iframe")
	require.InDelta(t, 2*at.Width, img.Bounds().Dx(), 2)
	s := p.stage()
	for i := range s.Members {
		fill, _ := theme.Light.Term(s.Members[i].Term)
		m := &s.Members[i]
		require.True(t, sight{t, img, &theme.Light}.is(fill, 2*float64(m.X-m.R/2), 2*float64(m.Y+m.R/2)), "%s has the colour of its term", m.Name)
	}

	_, trace := save("Trace (JSON)")
	var told struct {
		Link   string
		Events []struct{ ID, Cause uint64 }
		State  state
	}
	require.NoError(t, json.Unmarshal([]byte(trace), &told))
	require.Equal(t, p.state(), told.State)
	require.Greater(t, len(told.Events), 50)
	require.Contains(t, eval[string](p, `raftarium.link()`), told.Link)
	require.Greater(t, len(told.Link), 10)

	// A film lasts from one choice of the menu to the next.
	p.click(`[data-act="page save-menu"]`)
	p.choose("Film the stage")
	p.await(`document.querySelector("#toast").textContent.startsWith("The stage is filmed")`)
	began := p.state().TimeMS
	p.await(fmt.Sprintf(`raftarium.state().time_ms > %v`, began+10))
	name, film := save("End the film and save it")
	require.Regexp(t, `\.(webm|mp4)$`, name)
	require.Greater(t, len(film), 1000)
	playing := eval[struct{ Width, Height, Seconds float64 }](p, fmt.Sprintf(`new Promise((seen, failed) => {
		const film = Object.assign(document.createElement("video"), { muted: true, src: URL.createObjectURL(new Blob([Uint8Array.fromBase64(%q)])) });
		film.onerror = () => failed(film.error);
		film.onloadeddata = () => (film.currentTime = 1e6); // such a film does not say how long it lasts
		film.onseeked = () => seen({ Width: film.videoWidth, Height: film.videoHeight, Seconds: film.currentTime });
	})`, base64.StdEncoding.EncodeToString([]byte(film))))
	require.InDelta(t, at.Width, playing.Width, 2, "the whole stage")
	require.InDelta(t, at.Height, playing.Height, 2)
	require.Positive(t, playing.Seconds)

	// On paper the stage is in vectors.
	p.click(`[data-act="page save-menu"]`)
	p.choose("Print")
	p.await(`document.querySelector("#stage > svg text") !== null`)
	require.Empty(t, eval[[]string](p, `[...document.querySelectorAll("#stage > svg parsererror")].map((e) => e.textContent)`))
}
