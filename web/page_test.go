package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// page is one visit to the page, with hands: a mouse, a keyboard, a finger.
type page struct {
	tb     testing.TB
	site   *site
	ctx    context.Context
	leave  func() // ends the visit; a test may do so before its end
	phone  bool
	wrongs *wrongs
}

// wrongs are what went wrong unseen: errors on the console, of requests, of
// the page's policies, and exceptions that nobody caught.
type wrongs struct {
	mu       sync.Mutex
	list     []string
	forgiven []string
}

func (w *wrongs) add(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.ContainsFunc(w.forgiven, func(word string) bool { return strings.Contains(what, word) }) {
		w.list = append(w.list, what)
	}
}

// forgive drops those that a test has brought about, by words that they have,
// and takes no note of more of them.
func (w *wrongs) forgive(words ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forgiven = append(w.forgiven, words...)
	w.list = slices.DeleteFunc(w.list, func(what string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(what, word) })
	})
}

func (w *wrongs) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.list...)
}

// screen is what a visitor looks at.
type screen struct {
	width, height int64
	phone         bool // a finger instead of a mouse
	dark          bool
	chinese       bool
	worker        bool    // the page may keep itself for a time without a network
	measured      bool    // costsForTests of each window tells what its frames cost
	slowed        float64 // how many times slower the processor is made; 0: not
}

// patience is how long a test waits for what must come. A page that is drawn
// in software beside other tests is slow, and what does not come fails anyway.
const patience = 60 * time.Second

// open visits the page, or what a link's fragment names, and waits until the
// world runs. That nothing goes wrong unseen is checked when the test ends.
func open(tb testing.TB, on screen, fragment string) *page {
	tb.Helper()
	p := arrive(tb, on, fragment)
	p.await(`document.body.dataset.state === "running"`)
	return p
}

// arrive visits the page without waiting for it.
func arrive(tb testing.TB, on screen, fragment string) *page {
	tb.Helper()
	if fragment != "" {
		fragment = "#" + fragment
	}
	return arriveAt(tb, on, visit(tb).url+fragment)
}

// arriveAt visits a page of some server.
func arriveAt(tb testing.TB, on screen, address string) *page {
	tb.Helper()
	s := visit(tb)
	// A context of its own has storage of its own: no test finds the language
	// that another has chosen.
	ctx, leave := chromedp.NewContext(s.browser(tb), chromedp.WithNewBrowserContext())
	p := &page{tb: tb, site: s, ctx: ctx, leave: leave, phone: on.phone, wrongs: &wrongs{}}
	tb.Cleanup(p.close)

	p.must(chromedp.Do(ctx))
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			// That WebGL in software is slow is not the page's fault.
			slow := strings.Contains(m.Text, "GL Driver Message (OpenGL, Performance")
			if m.IsException() || m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleWarning && !slow {
				p.wrongs.add(fmt.Sprintf("%s (%s:%d)", m, m.URL, m.Line))
			}
		}
	}()
	viewport := []chromedp.EmulateViewportOption{}
	if on.phone {
		viewport = append(viewport, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	// Without a service worker, as in browsers that allow none: it would fetch the
	// whole page once more in every test.
	if !on.worker {
		_, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
			Source: `delete Navigator.prototype.serviceWorker`})
		p.must(err)
	}
	// The memory of the program can be seen only by whoever holds its instance.
	_, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: `{
		const instantiate = WebAssembly.instantiateStreaming;
		WebAssembly.instantiateStreaming = async (...from) => {
			const made = await instantiate(...from);
			window.instanceForTests = made.instance;
			return made;
		};
	}`})
	p.must(err)
	if on.measured {
		_, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: measuring})
		p.must(err)
	}
	if on.slowed > 0 {
		_, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: on.slowed})
		p.must(err)
	}
	scheme := "light"
	if on.dark {
		scheme = "dark"
	}
	_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	p.must(err)
	if on.chinese {
		_, err := chromedp.Call(ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
			UserAgent: "Raftarium's tests", AcceptLanguage: "zh-CN,zh;q=0.9"})
		p.must(err)
	}
	p.must(chromedp.Do(ctx, chromedp.EmulateViewport(on.width, on.height, viewport...), chromedp.Navigate(address)))
	return p
}

func (p *page) close() {
	p.keepPicture()
	p.leave()
	require.Empty(p.tb, p.wrongs.all(), "errors that no visitor sees")
}

// keepPicture leaves a screenshot of a failed test in the folder that
// RAFTARIUM_PICTURES names.
func (p *page) keepPicture() {
	dir := os.Getenv("RAFTARIUM_PICTURES")
	if dir == "" || !p.tb.Failed() {
		return
	}
	if shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot()); err == nil {
		os.WriteFile(filepath.Join(dir, filepath.Base(p.tb.Name())+".png"), shot, 0o644)
	}
}

func (p *page) must(err error) {
	p.tb.Helper()
	require.NoError(p.tb, err)
}

// eval returns the value of an expression in the page.
func eval[T any](p *page, expression string) T {
	p.tb.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	require.NoError(p.tb, err, expression)
	return value
}

// await waits until an expression is true.
func (p *page) await(expression string) {
	p.tb.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(patience), chromedp.WithPollingInterval(30*time.Millisecond)))
	require.NoError(p.tb, err, "waiting for %s", expression)
}

// state is the part of raftarium.state() that tests look at.
type state struct {
	TimeMS  float64 `json:"time_ms"`
	Members []struct {
		Name string `json:"name"`
		Role string `json:"role"`
		Up   bool   `json:"up"`
		Term int    `json:"term"`
		Log  []struct {
			Index     int    `json:"index"`
			Term      int    `json:"term"`
			Kind      string `json:"kind"`
			Summary   string `json:"summary"`
			Committed bool   `json:"committed"`
		} `json:"log"`
		Keys int `json:"keys"`
	} `json:"members"`
	Cuts []struct{ From, To string } `json:"cuts"`
}

// stateJSON is the world's state, to the byte as Go has written it.
func (p *page) stateJSON() string {
	p.tb.Helper()
	return eval[string](p, `document.querySelector("#stage iframe").contentWindow.raftariumStage.call("state", "{}")`)
}

func (p *page) state() state {
	p.tb.Helper()
	var answer struct{ OK state }
	require.NoError(p.tb, json.Unmarshal([]byte(p.stateJSON()), &answer))
	return answer.OK
}

// leader is the number of the member that leads, from 1 on, or 0.
func (s state) leader() int {
	for i, m := range s.Members {
		if m.Up && m.Role == "leader" {
			return i + 1
		}
	}
	return 0
}

// aLeader is an expression: whether there is a leader, of a term above one.
func aLeader(above int) string {
	return fmt.Sprintf(`raftarium.state().members.some((m) => m.up && m.role === "leader" && m.term > %d)`, above)
}

// box is where an element is, in the page's pixels.
type box struct{ X, Y, Width, Height float64 }

func (b box) middle() (x, y float64) { return b.X + b.Width/2, b.Y + b.Height/2 }

// still is an expression: whether nothing is on its way to another place.
const still = `document.getAnimations().every((a) => !(a instanceof CSSTransition))`

// first is an expression: the first visible element of a selector.
func first(selector string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%q)].find((e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0; })`, selector)
}

// where finds the first visible element of a selector, once everything stands still.
func (p *page) where(selector string) box {
	p.tb.Helper()
	p.await(fmt.Sprintf(`%s && %s !== undefined`, still, first(selector)))
	return eval[box](p, fmt.Sprintf(`(({x, y, width, height}) => ({X: x, Y: y, Width: width, Height: height}))(%s.getBoundingClientRect())`, first(selector)))
}

// click presses a control with the mouse, or with a finger on a phone, once nothing
// lies over it.
func (p *page) click(selector string) {
	p.tb.Helper()
	p.await(fmt.Sprintf(`%s && ((e) => {
		if (e === undefined) return false;
		const { x, y, width, height } = e.getBoundingClientRect(), met = document.elementFromPoint(x + width / 2, y + height / 2);
		return met !== null && (e.contains(met) || met.contains(e));
	})(%s)`, still, first(selector)))
	x, y := p.where(selector).middle()
	p.clickAt(x, y)
}

// scrollTo brings a control into sight that lies below the edge of its panel.
func (p *page) scrollTo(selector string) {
	p.tb.Helper()
	p.await(fmt.Sprintf(`document.querySelector(%q) !== null`, selector))
	eval[bool](p, fmt.Sprintf(`(document.querySelector(%q).scrollIntoView({block: "center"}), true)`, selector))
	p.frame()
}

func (p *page) clickAt(x, y float64) {
	p.tb.Helper()
	if p.phone {
		p.tap(x, y, 100*time.Millisecond)
		return
	}
	p.mouse(chromedp.MouseMoved, x, y)
	p.mouse(chromedp.MousePressed, x, y)
	p.frame()
	p.mouse(chromedp.MouseReleased, x, y)
	p.frame()
}

// rightClickAt presses the mouse's other button.
func (p *page) rightClickAt(x, y float64) {
	p.tb.Helper()
	p.mouse(chromedp.MouseMoved, x, y)
	p.frame()
	p.must(chromedp.Do(p.ctx, chromedp.MouseEvent(chromedp.MousePressed, x, y, chromedp.ButtonRight, chromedp.ClickCount(1))))
	p.frame()
	p.must(chromedp.Do(p.ctx, chromedp.MouseEvent(chromedp.MouseReleased, x, y, chromedp.ButtonRight, chromedp.ClickCount(1))))
	p.frame()
}

// drag presses, moves in a few steps, and lets go.
func (p *page) drag(x, y, toX, toY float64) {
	p.tb.Helper()
	p.mouse(chromedp.MouseMoved, x, y)
	p.frame()
	p.mouse(chromedp.MousePressed, x, y)
	p.frame()
	const steps = 4
	for i := 1.0; i <= steps; i++ {
		p.mouseHeld(x+(toX-x)*i/steps, y+(toY-y)*i/steps)
		p.frame()
	}
	p.mouse(chromedp.MouseReleased, toX, toY)
	p.frame()
}

func (p *page) mouse(kind input.DispatchMouseEventType, x, y float64) {
	p.tb.Helper()
	options := []chromedp.MouseOption{chromedp.ButtonLeft, chromedp.ClickCount(1)}
	if kind == chromedp.MouseMoved {
		options = []chromedp.MouseOption{chromedp.ButtonNone}
	}
	p.must(chromedp.Do(p.ctx, chromedp.MouseEvent(kind, x, y, options...)))
}

func (p *page) mouseHeld(x, y float64) {
	p.tb.Helper()
	held := func(e *input.DispatchMouseEventParams) { e.Buttons = 1 }
	p.must(chromedp.Do(p.ctx, chromedp.MouseEvent(chromedp.MouseMoved, x, y, chromedp.ButtonLeft, held)))
}

// tap holds a finger for a time.
func (p *page) tap(x, y float64, held time.Duration) {
	p.tb.Helper()
	p.touch(input.DispatchTouchEventTypeTouchStart, x, y)
	p.must(chromedp.Do(p.ctx, chromedp.Sleep(held)))
	p.touch(input.DispatchTouchEventTypeTouchEnd, x, y)
	p.frame()
}

func (p *page) touch(kind input.DispatchTouchEventType, x, y float64) {
	p.tb.Helper()
	params := input.DispatchTouchEventParams{Type: kind, TouchPoints: []*input.TouchPoint{}}
	if kind != input.DispatchTouchEventTypeTouchEnd {
		params.TouchPoints = []*input.TouchPoint{{X: x, Y: y, RadiusX: ptr(1.0), RadiusY: ptr(1.0), Force: ptr(1.0), ID: ptr(0.0)}}
	}
	_, err := chromedp.Call(p.ctx, input.DispatchTouchEvent, params)
	p.must(err)
}

// frame lets the stage see what was done: it looks at mouse and fingers once a
// frame. Where a click has led to another document, it is that one's frame.
func (p *page) frame() {
	p.tb.Helper()
	const seen = `new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => seen(true)))))`
	if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](seen, chromedp.EvalAwaitPromise)); err == nil || !strings.Contains(err.Error(), "navigated") {
		p.must(err)
		return
	}
	eval[bool](p, seen)
}

// keys presses keys one after the other, with whatever has the focus. As from
// a keyboard, a key and the character that it makes are one event: what takes
// the key takes the character.
func (p *page) keys(keys string, held ...chromedp.Modifier) {
	p.tb.Helper()
	for _, key := range keys {
		var down *input.DispatchKeyEventParams
		for _, event := range kb.Encode(key) {
			for _, modifier := range held {
				event.Modifiers |= int64(modifier)
			}
			switch event.Type {
			case kb.KeyChar:
				if len(held) == 0 {
					down.Text, down.UnmodifiedText = event.Text, event.UnmodifiedText
				}
			case kb.KeyDown:
				down = event
			default:
				_, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, *down)
				p.must(err)
				_, err = chromedp.Call(p.ctx, input.DispatchKeyEvent, *event)
				p.must(err)
			}
		}
	}
}

// typeIn types a line into a terminal, after a click on it, and waits until it
// stands in its log.
func (p *page) typeIn(terminal, line string) {
	p.tb.Helper()
	typed := fmt.Sprintf(`document.querySelectorAll('[data-terminal=%q] .log .in').length`, terminal)
	before := eval[int](p, typed)
	p.click(fmt.Sprintf(`[data-terminal=%q] .entry`, terminal))
	p.keys(line + "\r")
	p.await(fmt.Sprintf("%s > %d", typed, before))
}

// printed is what stands in a terminal.
func (p *page) printed(terminal string) string {
	p.tb.Helper()
	return eval[string](p, fmt.Sprintf(`[...document.querySelectorAll('[data-terminal=%q] .log > div')].map((line) => line.textContent).join("\n")`, terminal))
}

// awaitPrinted waits until a terminal ends with some text.
func (p *page) awaitPrinted(terminal, end string) {
	p.tb.Helper()
	p.await(fmt.Sprintf(`[...document.querySelectorAll('[data-terminal=%q] .log > div')].map((line) => line.textContent).join("\n").endsWith(%q)`, terminal, end))
}

// picture is a screenshot of a page at rest, once two in a row are the same: the
// stage is drawn a frame later than the rest.
func (p *page) picture() image.Image {
	p.tb.Helper()
	const most = 10
	last := p.shot()
	for range most {
		p.frame()
		now := p.shot()
		if bytes.Equal(last, now) {
			break
		}
		last = now
	}
	img, err := png.Decode(bytes.NewReader(last))
	p.must(err)
	return img
}

// shot is a screenshot as it is just now.
func (p *page) shot() []byte {
	p.tb.Helper()
	shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	p.must(err)
	return shot
}

func ptr[T any](value T) *T { return &value }

// tell has the stage do an action without a hand, and wakes the page as one would.
func (p *page) tell(action string) {
	p.tb.Helper()
	eval[bool](p, fmt.Sprintf(`(({contentWindow: stage}) => {
		stage.raftariumStage.call("act", JSON.stringify({action: %q}));
		return stage.dispatchEvent(new Event("pointermove"));
	})(document.querySelector("#stage iframe"))`, action))
	p.frame()
}

// resize makes the window another one.
func (p *page) resize(on screen) {
	p.tb.Helper()
	options := []chromedp.EmulateViewportOption{}
	if on.phone {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(on.width, on.height, options...)))
	p.phone = on.phone
	p.frame()
}
