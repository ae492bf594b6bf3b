package web

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// BenchmarkFiveThousandPuts measures what a page feels of 5,000 puts of 8 KiB
// values: the longest and the number of tasks over 50 ms, and the memory that
// it holds afterwards.
func BenchmarkFiveThousandPuts(b *testing.B) {
	const puts, valueBytes = 5000, 8 << 10
	for b.Loop() {
		p := open(b, wide, "")
		p.await(aLeader(0))
		seen := eval[struct {
			Longest, Blocked, Seconds float64
			Over                      int
		}](p, fmt.Sprintf(`(async () => {
			const tasks = [];
			const watched = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)));
			watched.observe({ type: "longtask" });
			const value = "x".repeat(%d);
			const began = performance.now();
			for (let i = 0; i < %d; ) {
				const batch = [];
				for (let n = 0; n < 50; n++, i++) batch.push(raftarium.run("etcdctl put key" + i + " " + value));
				for (const { code, stderr } of await Promise.all(batch)) if (code !== 0) throw new Error(stderr);
			}
			const seconds = (performance.now() - began) / 1000;
			tasks.push(...watched.takeRecords().map((e) => e.duration));
			return { Longest: Math.max(0, ...tasks), Over: tasks.length, Blocked: tasks.reduce((a, b) => a + b, 0), Seconds: seconds };
		})()`, valueBytes, puts))
		memory := eval[float64](p, `document.querySelector("#stage iframe").contentWindow.instanceForTests.exports.mem.buffer.byteLength`)
		b.ReportMetric(seen.Longest, "longest-ms")
		b.ReportMetric(float64(seen.Over), "tasks-over-50ms")
		b.ReportMetric(seen.Blocked, "blocked-ms")
		b.ReportMetric(seen.Seconds, "s")
		b.ReportMetric(memory/1e6, "wasm-MB")
		b.ReportMetric(p.heap()/1e6, "js-MB")
		p.leave()
	}
}

// measuring has each document count what its animation frames take, in
// milliseconds, how many draw calls they make, and when they were over.
const measuring = `{
	let calls = 0;
	const costs = (window.costsForTests = []);
	const ask = window.requestAnimationFrame;
	window.requestAnimationFrame = (f) => ask.call(window, (now) => {
		calls = 0;
		const began = performance.now();
		f(now);
		costs.push([performance.now() - began, calls, performance.now()]);
	});
	for (const kind of [WebGLRenderingContext, WebGL2RenderingContext])
		for (const name of ["drawElements", "drawArrays", "drawRangeElements"]) {
			const draw = kind.prototype[name];
			if (draw) kind.prototype[name] = function (...how) { calls++; return draw.apply(this, how); };
		}
}`

// crowded is the link to a moment at which about so many messages are on their
// way between members whose logs are full.
func crowded(tb testing.TB, members, messages int) string {
	tb.Helper()
	l, err := lab.New(lab.Config{Members: members, Seed: 1})
	require.NoError(tb, err)
	l.Advance(5 * sim.Second)
	require.NoError(tb, l.Type("A", "client v3 put key --total 100 --keys 20"))
	l.Advance(15 * sim.Second)
	require.NoError(tb, l.Do("link all latency=2s"))
	count := 0
	for deadline := l.Now() + 5*sim.Second; count < messages && l.Now() < deadline; {
		l.Advance(l.Now() + 5*sim.Millisecond)
		count = 0
		for range l.World().Messages {
			count++
		}
	}
	m := lab.MemberAt(l.World(), 1)
	tb.Logf("%d members, %d messages, %d entries", members, count, m.Stored().Log.Last())
	return l.Link()
}

// BenchmarkStart measures what passes from the end of the program's download to the
// first frame that shows the world, and until it plays, with a processor as it is
// and with one that is four times slower.
func BenchmarkStart(b *testing.B) {
	const stage = `document.querySelector("#stage iframe").contentWindow`
	for _, slowed := range []float64{1, 4} {
		b.Run(fmt.Sprintf("processor slowed %gx", slowed), func(b *testing.B) {
			var pictured, played float64
			n := 0
			for b.Loop() {
				p := open(b, screen{width: wide.width, height: wide.height, measured: true, slowed: slowed}, "")
				p.await(`raftarium.state().time_ms > 0`)
				from := eval[float64](p, `Math.max(...`+stage+`.performance.getEntriesByType("resource").filter(({ name }) => name.includes(".wasm")).map(({ responseEnd }) => responseEnd))`)
				pictured += eval[float64](p, stage+`.costsForTests.find(([, calls]) => calls > 0)[2]`) - from
				played += eval[float64](p, stage+`.performance.now()`) - from
				n++
				p.leave()
			}
			b.ReportMetric(pictured/float64(n), "ms-to-picture")
			b.ReportMetric(played/float64(n), "ms-to-play")
		})
	}
}

// BenchmarkFrame measures Update and Draw of every view in the page, of a world
// that plays and of one at rest: the median of what a frame takes, the most draw
// calls of one, by how much the program's memory grows in 60 of them; and what of
// a core the page takes where nothing moves, in percent.
func BenchmarkFrame(b *testing.B) {
	for _, members := range []int{9, 25, 101} {
		p := open(b, screen{width: wide.width, height: wide.height, measured: true}, crowded(b, members, 200))
		p.tell("branch")
		stage := `document.querySelector("#stage iframe").contentWindow`
		memory := stage + `.instanceForTests.exports.mem.buffer.byteLength`
		p.tell("speed 0.001")
		for _, view := range []string{"view ring", "view space", "view store", "view disk", "compare next"} {
			b.Run(fmt.Sprintf("%d members/%s", members, view), func(b *testing.B) {
				for b.Loop() {
					p.tell(view)
					p.tell("play")
					frames := func(n int) (ms, calls float64) {
						eval[bool](p, stage+`.costsForTests.splice(0), true`)
						p.await(fmt.Sprintf(stage+`.costsForTests.length >= %d`, n))
						seen := eval[struct{ MS, Calls float64 }](p, fmt.Sprintf(`((all) => ({
							MS: all.map(([ms]) => ms).sort((a, b) => a - b)[all.length >> 1], Calls: Math.max(...all.map(([, calls]) => calls)) }))(%s.costsForTests.splice(0))`, stage))
						return seen.MS, seen.Calls
					}
					frames(10)
					before := eval[float64](p, memory)
					ms, calls := frames(60)
					b.ReportMetric(eval[float64](p, `raftarium.state().messages.length`), "messages")
					b.ReportMetric(ms, "ms/frame")
					b.ReportMetric(calls, "draw-calls")
					b.ReportMetric((eval[float64](p, memory)-before)/1024, "KB-grown")
					p.tell("pause")
					p.frame()
					drawn, busy := p.rest(3 * time.Second)
					b.ReportMetric(drawn, "draws-at-rest")
					b.ReportMetric(busy, "%-of-a-core-at-rest")
				}
			})
		}
		p.leave()
	}
}

// memory is what the page's program has made in all, and what it holds.
type memory struct{ Objects, Bytes, Held float64 }

func (p *page) memory(collect bool) memory {
	p.tb.Helper()
	return eval[memory](p, fmt.Sprintf(`(([Objects, Bytes, Held]) => ({ Objects, Bytes, Held }))(document.querySelector("#stage iframe").contentWindow.raftariumMemory(%t))`, collect))
}

// BenchmarkMemory counts what frames of a world that plays leave behind, in two
// halves of 600 of them, so that growth shows, and by how much what is held has
// grown; and the same of a world at rest over which a mouse moves.
func BenchmarkMemory(b *testing.B) {
	const stage = `document.querySelector("#stage iframe").contentWindow`
	for _, members := range []int{9, 101} {
		p := open(b, screen{width: 1024, height: 700, measured: true}, crowded(b, members, 200))
		for _, view := range []string{"ring", "space", "store", "disk"} {
			b.Run(fmt.Sprintf("%d members/%s", members, view), func(b *testing.B) {
				for b.Loop() {
					p.tell("speed 0.001")
					p.tell("hurry off")
					p.tell("view " + view)
					p.tell("play")
					half := func() (objects, bytes float64) {
						before := p.memory(false)
						eval[bool](p, stage+`.costsForTests.splice(0), true`)
						p.await(stage + `.costsForTests.length >= 300`)
						frames := eval[float64](p, stage+`.costsForTests.length`)
						after := p.memory(false)
						return (after.Objects - before.Objects) / frames, (after.Bytes - before.Bytes) / frames
					}
					eval[bool](p, stage+`.costsForTests.splice(0), true`)
					p.await(stage + `.costsForTests.length >= 30`)
					held := p.memory(true).Held
					objects, bytes := half()
					later, laterBytes := half()
					after := p.memory(true).Held
					b.ReportMetric(objects, "objects/frame")
					b.ReportMetric(later, "objects/frame-later")
					b.ReportMetric(bytes/1e3, "KB/frame")
					b.ReportMetric(laterBytes/1e3, "KB/frame-later")
					b.ReportMetric(held/1e6, "MB-held")
					b.ReportMetric((after-held)/1e6, "MB-grown")
					p.tell("pause")
					p.frame()
					before := p.memory(false)
					eval[bool](p, fmt.Sprintf(`new Promise((done) => {
						let left = 300;
						const stage = %s, canvas = stage.document.querySelector("canvas");
						const move = () => {
							if (left-- === 0) return done(true);
							canvas.dispatchEvent(new stage.PointerEvent("pointermove", { clientX: 100 + left, clientY: 100, bubbles: true }));
							stage.requestAnimationFrame(move);
						};
						move();
					})`, stage))
					b.ReportMetric((p.memory(false).Objects-before.Objects)/300, "objects/paused-frame")
				}
			})
		}
		p.leave()
	}
}

// BenchmarkScrubbing drags the timeline back and forth through an hour with a put
// every 100 ms: the longest of what a move takes, the median, and by how much the
// program's memory has grown from the first drag to the last.
func BenchmarkScrubbing(b *testing.B) {
	const stage = `document.querySelector("#stage iframe").contentWindow`
	for b.Loop() {
		p := open(b, screen{width: 1024, height: 700, measured: true}, "")
		p.await(aLeader(0))
		eval[bool](p, stage+`.raftariumStage.call("type", JSON.stringify({ terminal: "A", line: "while true; do etcdctl put k$((i++ % 64)) v$i; sleep 0.1; done" })), true`)
		eval[any](p, `raftarium.run("sleep 3600", { terminal: "B" })`)
		p.tell("pause")
		s := p.stage()
		from, y := s.moment(1000)
		to, _ := s.moment(3_590_000)
		p.mouse(chromedp.MouseMoved, to, y)
		p.frame()
		p.mouse(chromedp.MousePressed, to, y)
		p.frame()
		drag := func() (worst, median float64) {
			var took []float64
			for i := range 60 {
				part := float64(i*37%60) / 60
				eval[bool](p, stage+`.costsForTests.splice(0), true`)
				p.mouseHeld(to+(from-to)*part, y)
				p.frame()
				took = append(took, eval[float64](p, `Math.max(0, ...`+stage+`.costsForTests.map(([ms]) => ms))`))
			}
			slices.Sort(took)
			return took[len(took)-1], took[len(took)/2]
		}
		first, _ := drag()
		held := p.memory(true).Held
		worst, median := drag()
		b.ReportMetric(first, "worst-ms-at-first")
		b.ReportMetric(worst, "worst-ms")
		b.ReportMetric(median, "ms/move")
		b.ReportMetric(held/1e6, "MB-held")
		b.ReportMetric((p.memory(true).Held-held)/1e6, "MB-grown")
		p.mouse(chromedp.MouseReleased, to, y)
		p.leave()
	}
}

// rest is what the page does while nothing moves: its draw calls, and the percent
// of a core that its tasks take.
func (p *page) rest(length time.Duration) (drawn, percent float64) {
	p.tb.Helper()
	const costs = `document.querySelector("#stage iframe").contentWindow.costsForTests`
	eval[bool](p, `new Promise((done) => setTimeout(() => done(true), 1000))`) // until it rests
	before := p.metric("TaskDuration")
	drawn = eval[float64](p, fmt.Sprintf(`new Promise((done) => {
		%[1]s.splice(0);
		setTimeout(() => done(%[1]s.reduce((sum, [, calls]) => sum + calls, 0)), %[2]d);
	})`, costs, length.Milliseconds()))
	return drawn, 100 * (p.metric("TaskDuration") - before) / length.Seconds()
}

// heap is the memory of the page's JavaScript, in bytes.
func (p *page) heap() float64 {
	p.tb.Helper()
	return p.metric("JSHeapUsedSize")
}

// metric is one of Chromium's measures of the page.
func (p *page) metric(name string) float64 {
	p.tb.Helper()
	_, err := chromedp.Call(p.ctx, performance.Enable, performance.EnableParams{})
	p.must(err)
	metrics, err := chromedp.Call(p.ctx, performance.GetMetrics, cdp.Empty{})
	p.must(err)
	for _, m := range metrics.Metrics {
		if m.Name == name {
			return m.Value
		}
	}
	return 0
}
