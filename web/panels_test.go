package web

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// setting is how the page is looked at. Each size is looked at in both themes and
// in both languages, if not in all four pairs.
type setting struct {
	on          screen
	theme, lang string
}

var settings = []setting{
	{wide, "light", "en"}, {wide, "dark", "zh"}, {desk, "light", "zh"}, {desk, "dark", "en"}, {phone, "light", "en"}, {phone, "dark", "zh"},
}

func (s setting) String() string {
	return fmt.Sprintf("%dx%d-%s-%s", s.on.width, s.on.height, s.theme, s.lang)
}

// stop is something that the page shows beside its views: how it is come to, what
// of the page is looked at, and how it is left.
type stop struct {
	name   string
	region string // a selector, "menu" for what is around an open one, "" for all
	enter  func(p *page)
	leave  func(p *page)
}

// told is a panel of the inspector that actions lead to.
func told(name string, actions ...string) stop {
	return stop{name, "#inspector", func(p *page) {
		for _, action := range actions {
			p.tell(action)
		}
	}, nil}
}

// menu is a menu that a button of the page opens.
func menu(name, action string) stop {
	return stop{name, "menu", func(p *page) {
		p.press(action)
		p.await(`!document.querySelector("#menu").hidden`)
	}, escape}
}

// dialog is a dialog that a button of the page opens, once it has something.
func dialog(name, action, something string) stop {
	return stop{name, "", func(p *page) {
		p.press(action)
		p.await(fmt.Sprintf(`document.querySelector(%q) !== null`, something))
	}, escape}
}

// press has the page do what a button of it does, which may be in a menu.
func (p *page) press(action string) {
	p.tb.Helper()
	eval[bool](p, fmt.Sprintf(`(() => {
		const seen = document.querySelector('button[data-act=%q]');
		const button = seen ?? Object.assign(document.createElement("button"), { hidden: true });
		button.dataset.act = %[1]q;
		if (!seen) document.body.append(button);
		button.click();
		if (!seen) button.remove();
		return true;
	})()`, action))
	p.frame()
}

func escape(p *page) { p.keys(kb.Escape) }

// standing are the stops in a world of which all kinds of panels have something
// to say.
func standing() []stop {
	return []stop{
		told("member", "select member 1", "tab member"),
		told("leader", "select member 5", "tab member"),
		told("crashed", "select member 2", "tab member"),
		told("store-down", "tab store"),
		told("store", "select member 1", "tab store"),
		{"code", "#inspector", func(p *page) {
			p.tell("tab code")
			p.await(`document.querySelector(".panel .source") !== null`)
		}, nil},
		told("rules", "tab rules"),
		told("controls", "tab knobs"),
		told("clients", "tab clients"),
		told("entry", "select entry etcd-01 14"),
		told("key", "select key etcd-01 color"),
		told("lease", "select lease etcd-05 1da3"),
		told("record", "select record etcd-01 9"),
		{"message", "#inspector", func(p *page) {
			p.tell(fmt.Sprintf("select message %v", eval[float64](p, `raftarium.state().messages[0].id`)))
		}, nil},
		told("why", "select none", "why leader"),
		told("time", "time A"),
		{"menu of a member", "menu", func(p *page) { p.tell("menu member 1") }, escape},
		menu("menu of saving", "page save-menu"),
		menu("menu of jumps", "page kinds"),
		menu("menu of speeds", "page speeds"),
		menu("menu of a phone", "page more"),
		dialog("help", "page help", "#help[open]"),
		dialog("lessons", "page lessons", "#lessons[open] li"),
		{"the page without its stage", "", func(p *page) { p.tell("select member 1"); p.tell("tab member") }, nil},
	}
}

// troubled are those where settings cannot work, a quorum is lost, and there are
// two branches.
func troubled() []stop {
	return []stop{
		told("warning", "tab knobs"),
		told("comparison", "compare next", "tab compare"),
		menu("menu of branches", "page branches"),
		{"toast", "main", func(p *page) {
			p.tell("view ring")
			eval[bool](p, `(window.after = setTimeout, window.setTimeout = (f, ms) => (ms >= 3000 ? 0 : after(f, ms)), true)`) // it does not go
			p.press("page share")
			p.await(`document.querySelector("#toast").textContent !== ""`)
		}, func(p *page) { eval[bool](p, `(window.setTimeout = after, true)`) }},
	}
}

// learning are those of a lesson.
func learning() []stop {
	lesson := func(name string, enter func(p *page)) stop { return stop{name, "#lesson", enter, nil} }
	return []stop{
		lesson("lesson", func(p *page) {
			p.press("page lesson the-log")
			p.await(`location.hash === "#lesson=the-log" && !document.querySelector("#lesson").hidden`)
			p.tell("lesson step 1")
			p.tell("lesson skip")
			p.toItsEnd()
		}),
		lesson("answer", func(p *page) {
			p.tell("lesson step 3")
			p.toItsEnd()
			p.tell("lesson choose 2")
			p.tell("lesson hint")
			p.tell("lesson run")
			p.toItsEnd()
		}),
		{"word", "#lesson", func(p *page) {
			p.press(eval[string](p, `((word) => (word.scrollIntoView({ block: "center" }), word.dataset.act))(document.querySelector("#lesson .word"))`))
		}, func(p *page) {
			escape(p)
			eval[bool](p, `(document.activeElement.blur(), true)`) // else the text that is next has the focus of the word
			p.frame()
		}},
		{"challenge", "#lesson", func(p *page) {
			p.press("page lesson c-lose-quorum")
			p.await(`location.hash === "#lesson=c-lose-quorum" && document.querySelector("#lesson .goal") !== null`)
			p.toItsEnd()
		}, func(p *page) {
			p.press("page lesson-close")
			p.await(`document.querySelector("#lesson").hidden`)
		}},
	}
}

// All panels, menus, dialogs and messages are as they were when somebody last
// looked at them: a sheet of pictures for each size, theme and language, made
// without the stage, which TestViewsAreAsTheyWereLookedAt looks at.
func TestPanelsAreAsTheyWereLookedAt(t *testing.T) {
	t.Parallel()
	p := open(t, wide, linkToEverything(t))
	p.explained()
	p.tell("seek 3240")
	eval[bool](p, `(document.querySelector("#stage iframe").style.display = "none", true)`)
	sheets := make([]sheet, len(settings))
	visit := func(stops []stop) {
		for i, s := range settings {
			p.look(s)
			for _, stop := range stops {
				stop.enter(p)
				sheets[i].add(stop.name, p.part(stop.region))
				if stop.leave != nil {
					stop.leave(p)
				}
			}
		}
	}
	visit(standing())
	p.tell("branch")
	eval[bool](p, `raftarium.run("link all latency=140ms; partition 1 | 2 | 3 | 4 | 5; sleep 900ms").then(() => true)`)
	p.tell("pause")
	visit(troubled())
	visit(learning())
	for i, s := range settings {
		sheets[i].hold(t, "panels-"+s.String(), panelShare)
	}
}

// explained turns to the inspector, and waits until the words of the glossary are
// marked in it.
func (p *page) explained() {
	p.tb.Helper()
	eval[bool](p, `document.querySelector("#inspector").dispatchEvent(new PointerEvent("pointerenter"))`)
	p.await(`performance.getEntriesByType("resource").some((file) => file.name.endsWith("glossary.json") && file.responseEnd > 0)`)
	p.tell("tab store") // a panel is made anew once it is another
	p.tell("tab member")
	p.await(`document.querySelector("#inspector .word") !== null`)
}

// look has the page be looked at otherwise.
func (p *page) look(s setting) {
	p.tb.Helper()
	p.resize(s.on)
	p.tell("theme " + s.theme)
	p.tell("lang " + s.lang)
	eval[bool](p, `(document.querySelector("#toast").textContent = "", document.body.dataset.detent = "half", true)`)
}

// part is a picture of a part of the page.
func (p *page) part(region string) image.Image {
	p.tb.Helper()
	const menuW, menuH = 372, 600 // whatever the fonts
	clip := eval[cdppage.Viewport](p, fmt.Sprintf(`((region) => {
		const whole = { x: 0, y: 0, width: innerWidth, height: innerHeight, scale: 1 };
		if (region === "") return whole;
		const box = document.querySelector(region === "menu" ? "#menu" : region).getBoundingClientRect();
		if (region !== "menu") return { ...whole, x: box.x, y: box.y, width: box.width, height: box.height };
		return { ...whole, x: Math.max(0, Math.min(box.x - 4, innerWidth - %[2]d)), y: Math.max(0, Math.min(box.y - 4, innerHeight - %[3]d)), width: %[2]d, height: %[3]d };
	})(%[1]q)`, region, menuW, menuH))
	shot, err := chromedp.Call(p.ctx, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{Clip: &clip})
	p.must(err)
	img, err := png.Decode(bytes.NewReader(shot.Data))
	p.must(err)
	return smaller(img)
}

// settled is a picture of a part of the page once two in a row are the same: where
// the stage is in it, that is drawn a frame later than the rest.
func (p *page) settled(region string) image.Image {
	p.tb.Helper()
	const most = 20
	last := p.part(region)
	for range most {
		p.frame()
		now := p.part(region)
		if now.Bounds() == last.Bounds() && differing(now, last) == 0 {
			return now
		}
		last = now
	}
	p.tb.Fatalf("%q goes on moving", region)
	return nil
}

// sheet is pictures beside each other.
type sheet struct {
	names []string
	tiles []image.Image
}

func (s *sheet) add(name string, tile image.Image) {
	s.names, s.tiles = append(s.names, name), append(s.tiles, tile)
}

// lay places the tiles in rows.
func (s *sheet) lay() (*image.RGBA, []image.Rectangle) {
	const width, gap = 1440, 4
	places := make([]image.Rectangle, len(s.tiles))
	at, high := image.Point{}, 0
	for i, tile := range s.tiles {
		size := tile.Bounds().Size()
		if at.X > 0 && at.X+size.X > width {
			at, high = image.Pt(0, at.Y+high+gap), 0
		}
		places[i] = image.Rectangle{Min: at, Max: at.Add(size)}
		at.X += size.X + gap
		high = max(high, size.Y)
	}
	whole := image.NewRGBA(image.Rect(0, 0, width, at.Y+high))
	draw.Draw(whole, whole.Bounds(), image.NewUniform(color.RGBA{128, 128, 128, 255}), image.Point{}, draw.Src)
	for i, tile := range s.tiles {
		draw.Draw(whole, places[i], tile, tile.Bounds().Min, draw.Src)
	}
	return whole, places
}

// panelShare is the share of a panel's pixels that may differ. It is words on
// paper: one of them more is less than what a view lets pass.
const panelShare = 0.004

// hold holds the sheet against the kept one; that share of each of its pictures
// may differ.
func (s *sheet) hold(tb testing.TB, name string, most float64) {
	tb.Helper()
	got, places := s.lay()
	file := filepath.Join("testdata", "views", name+".png")
	if *rewrite {
		savePNG(tb, file, got)
		return
	}
	f, err := os.Open(file)
	require.NoError(tb, err, "go test ./web -run %s -rewrite makes it", tb.Name())
	defer f.Close()
	kept, err := png.Decode(f)
	require.NoError(tb, err)
	want := image.NewRGBA(kept.Bounds())
	draw.Draw(want, want.Bounds(), kept, image.Point{}, draw.Src)
	wrong := want.Bounds() != got.Bounds()
	if wrong {
		tb.Errorf("%s: the sheet is %v, the kept one %v", name, got.Bounds().Size(), want.Bounds().Size())
	} else {
		for i, at := range places {
			if share := differing(want.SubImage(at), got.SubImage(at)); share > most {
				wrong = true
				tb.Errorf("%s: %.1f %% of %q differ", name, 100*share, s.names[i])
			}
		}
	}
	if dir := os.Getenv("RAFTARIUM_PICTURES"); wrong && dir != "" {
		savePNG(tb, filepath.Join(dir, name+".png"), got)
	}
}
