package web

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// plainHost is a static host that knows nothing of us: it serves the page in a
// folder of its own, compresses nothing, and can be cut off.
type plainHost struct {
	*httptest.Server
	dir string
	mu  sync.Mutex
	cut bool
}

func servePlainly(t *testing.T) *plainHost {
	h := &plainHost{dir: filepath.Join(t.TempDir(), "page")}
	require.NoError(t, os.CopyFS(h.dir, os.DirFS(filepath.Join(visit(t).dir, "page"))))
	files := http.StripPrefix("/some/where/", http.FileServer(http.Dir(h.dir)))
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		cut := h.cut
		h.mu.Unlock()
		if cut {
			panic(http.ErrAbortHandler) // the connection ends without an answer
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *plainHost) reachable(yes bool) {
	h.mu.Lock()
	h.cut = !yes
	h.mu.Unlock()
}

// renew changes a file of the page, as a new version of it does.
func (h *plainHost) renew(t *testing.T, name, old, new string) {
	t.Helper()
	path := filepath.Join(h.dir, name)
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(content), old)
	require.NoError(t, os.WriteFile(path, []byte(strings.ReplaceAll(string(content), old, new)), 0o644))
}

const keptVersions = `caches.keys().then((names) => names.map((name) => name.split(" ").at(-1)))`

func TestThePageIsThereWithoutANetworkAfterTheFirstVisit(t *testing.T) {
	t.Parallel()
	h := servePlainly(t)
	p := arriveAt(t, screen{width: 1280, height: 720, worker: true}, h.URL+"/some/where/")
	p.await(`document.body.dataset.state === "running"`)
	kept := eval[[]string](p, `navigator.serviceWorker.ready.then(() => `+keptVersions+`)`)
	require.Len(t, kept, 1)

	h.reachable(false)
	p.wrongs.forgive("/sw.js") // where a new version would be looked for
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running"`)
	p.await(aLeader(0))
	require.Equal(t, "/some/where/", eval[string](p, `new URL(navigator.serviceWorker.controller.scriptURL.replace("sw.js", "")).pathname`))

	// A new version takes the place of the old one, all at once. A page that is open
	// meanwhile says that there is one.
	h.reachable(true)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running" && performance.getEntriesByType("resource").some((file) => file.name.endsWith("/sw.js") && file.responseEnd > 0)`)
	h.renew(t, "sw.js", kept[0], "another-version")
	h.renew(t, "index.html", "<title>Raftarium</title>", `<title>Raftarium</title><meta name="version" content="another">`)
	eval[bool](p, `navigator.serviceWorker.ready.then((worker) => worker.update()).then(() => true)`)
	p.await(`document.querySelector("#toast").textContent.startsWith("There is a new version of this page.")`)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running" && document.querySelector("meta[name=version]") !== null`)
	eval[bool](p, `new Promise((kept) => {
		const look = async () => (await `+keptVersions+`).join() === "another-version" ? kept(true) : setTimeout(look, 50);
		look();
	})`)
	h.reachable(false)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running" && document.querySelector("meta[name=version]") !== null`)
}
