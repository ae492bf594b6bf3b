package web

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
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

// heap is the memory of the page's JavaScript, in bytes.
func (p *page) heap() float64 {
	p.tb.Helper()
	_, err := chromedp.Call(p.ctx, performance.Enable, performance.EnableParams{})
	p.must(err)
	metrics, err := chromedp.Call(p.ctx, performance.GetMetrics, cdp.Empty{})
	p.must(err)
	for _, m := range metrics.Metrics {
		if m.Name == "JSHeapUsedSize" {
			return m.Value
		}
	}
	return 0
}
