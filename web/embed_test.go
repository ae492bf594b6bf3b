package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

// host is a page of somebody else's, on another origin, with ours in a frame: it
// keeps what it is told, and asks as web/embed.md says.
const host = `<!doctype html><title>Somebody's course</title><div style="height: 3000px">A long introduction.</div>
<iframe id="lab" src="%s?embed=controls,narration,terminal&lang=zh&theme=dark&speed=0.1&origin=%s/" style="width: 900px; height: 600px"></iframe>
<script>
	const told = [], waiting = {};
	let last = 0;
	addEventListener("message", ({ data, source }) => {
		if (source !== lab.contentWindow || data.raftarium !== 1) return;
		if (data.id) waiting[data.id](data);
		else told.push(data);
	});
	const ask = (call, ...args) => new Promise((answered) => {
		waiting[++last] = answered;
		lab.contentWindow.postMessage({ raftarium: 1, id: last, call, args }, "*");
	});
</script>`

func TestThePageIsPartOfAnotherPage(t *testing.T) {
	t.Parallel()
	ours := visit(t).url
	theirs := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, host, ours, "http://"+r.Host)
	}))
	defer theirs.Close()
	p := arriveAt(t, screen{width: 1000, height: 700}, theirs.URL)
	p.wrongs.forgive("favicon")

	// Nothing begins before it is seen.
	p.frame()
	require.False(t, eval[bool](p, `told.some((one) => one.event === "ready")`))
	eval[bool](p, `(lab.scrollIntoView(), true)`)
	p.await(`told.some((one) => one.event === "ready")`)

	type answer struct {
		OK    any
		Error string
	}
	ask := func(call string) answer {
		return eval[answer](p, `ask(`+call+`).then(({ ok, error }) => ({ OK: ok, Error: error ?? "" }))`)
	}
	// The functions of window.raftarium, over the border.
	require.Empty(t, ask(`"subscribe", "narration"`).Error)
	require.Empty(t, ask(`"run", "wait leader"`).Error)
	require.Equal(t, "OK\n", ask(`"run", "etcdctl put from outside"`).OK.(map[string]any)["stdout"])
	p.await(`told.some((one) => one.event === "narration" && /[一-龥]/.test(one.value.text))`)
	state := ask(`"state"`).OK.(map[string]any)
	require.Len(t, state["members"], 5)
	require.Empty(t, ask(`"seek", 100`).Error)
	require.InDelta(t, 100, ask(`"state"`).OK.(map[string]any)["time_ms"], 0.001)
	require.Contains(t, ask(`"link"`).OK, ours+"#")

	// What cannot be done is told in a sentence.
	require.Contains(t, ask(`"dance"`).Error, `there is no call "dance"`)
	require.Contains(t, ask(`"subscribe", "everything"`).Error, "there is no topic")
	require.Contains(t, ask(`"seek", "x"`).Error, "no moment in milliseconds")
	require.Contains(t, ask(`"run"`).Error, "run needs a line")
	require.Contains(t, ask(`"open"`).Error, "无法打开此链接")
	require.Contains(t, ask(`"live"`).Error, `there is no call "live"`)
	require.Contains(t, eval[string](p, `new Promise((answered) => {
		waiting.old = ({ error }) => answered(error);
		lab.contentWindow.postMessage({ raftarium: 7, id: "old", call: "play" }, "*");
	})`), "version 7 of the messages is not known")
	require.Empty(t, ask(`"unsubscribe", "narration"`).Error)

	// It shows what was asked for, as it was asked for.
	inside := arriveAt(t, screen{width: 900, height: 600}, ours+"?embed=%20Narration&start=click&play=off&theme=dark&lang=zh#"+linkToEverything(t))
	inside.await(`document.querySelector("#loading .btn")?.textContent === "启动"`)
	var seen sheet
	seen.add("held", inside.settled(""))
	require.Equal(t, "dark", eval[string](inside, `document.documentElement.dataset.theme`))
	inside.click(`#loading .btn`)
	inside.await(`document.body.dataset.state === "running"`)
	a := &auditor{page: inside, lang: "zh"}
	a.begin()
	a.look("a frame", "")
	require.Empty(t, a.found)
	require.Equal(t, []string{"main", "#narration", "#whole"}, eval[[]string](inside, `["#head", "#inspector", "#terminals", "#controls", "main", "#narration", "#whole"].filter((s) => document.querySelector(s).checkVisibility())`))
	seen.add("dark-zh", inside.settled(""))
	inside.look(setting{screen{width: 600, height: 400}, "light", "en"})
	seen.add("light-en", inside.settled(""))
	inside.look(setting{screen{width: 360, height: 480}, "dark", "en"})
	seen.add("on a phone", inside.settled(""))
	seen.hold(t, "embed", goldenShare)
}
