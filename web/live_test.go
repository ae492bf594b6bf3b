package web

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// running is a cluster that runs at real ports, and the page that follows it.
type running struct {
	tb     testing.TB
	url    string
	port   int // the first member's
	server *exec.Cmd
}

func runCluster(tb testing.TB) *running {
	tb.Helper()
	r := &running{tb: tb, port: freePorts(tb)}
	r.start("--client-port", strconv.Itoa(r.port))
	tb.Cleanup(r.stop)
	return r
}

func (r *running) start(flags ...string) {
	r.tb.Helper()
	var err error
	r.server, r.url, err = visit(r.tb).start(append(flags, "--endpoints")...)
	require.NoError(r.tb, err)
}

func (r *running) stop() {
	r.server.Process.Kill()
	r.server.Wait()
}

// freePorts finds those of three members.
func freePorts(tb testing.TB) int {
	for first := 12379 + os.Getpid()%5000; first < 20000; first++ { // others test, too
		free := true
		for i := range 3 {
			l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", first+100*i))
			if free = free && err == nil; err == nil {
				l.Close()
			}
		}
		if free {
			return first
		}
	}
	tb.Fatal("no ports are free")
	return 0
}

// put asks a member over real HTTP.
func (r *running) put(member int, key, value string) (string, error) {
	address := fmt.Sprintf("http://127.0.0.1:%d/v2/keys/%s", r.port+100*(member-1), key)
	request, err := http.NewRequest("PUT", address, strings.NewReader("value="+value))
	require.NoError(r.tb, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Close = true
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return string(body), err
}

// openAt visits the page of a cluster and waits until it follows.
func (r *running) open(on screen) *page {
	r.tb.Helper()
	p := arriveAt(r.tb, on, r.url)
	p.await(liveIs("live"))
	return p
}

// liveIs is an expression: how the header says that the page stands to the cluster.
func liveIs(state string) string {
	return fmt.Sprintf(`document.querySelector('#tools [class="btn live %s"]') !== null`, state)
}

// has is an expression: whether all members have a key in their logs, committed.
func has(key string) string {
	return fmt.Sprintf(`raftarium.state().members.every((m) => m.log.some((e) => e.summary.includes(%q) && e.committed))`, key)
}

// Everybody who has the page open sees the one cluster, and may look elsewhere
// without anybody noticing.
func TestARunningClusterIsFollowedByEveryPage(t *testing.T) {
	r := runCluster(t)
	one, two := r.open(desk), r.open(desk)
	// How far it is behind is another number each time.
	eval[bool](one, `(new MutationObserver(() => {
		const label = document.querySelector("#tools .btn.live span");
		const always = label?.textContent.replace(/\d+/, "12");
		if (label && label.textContent !== always) label.textContent = always;
	}).observe(document.querySelector("#tools"), { childList: true, characterData: true, subtree: true }), true)`)
	var heads sheet
	head := func(state string) {
		for _, s := range []setting{{desk, "light", "en"}, {phone, "dark", "zh"}} {
			one.look(s)
			one.await(liveIs(state))
			heads.add(state+" "+s.String(), one.settled("#head"))
		}
		one.look(setting{desk, "light", "en"})
	}
	for _, p := range []*page{one, two} {
		p.await(aLeader(0))
		require.Len(t, p.state().Members, 3)
	}

	// A request from outside shows in both.
	answer, err := r.put(2, "message", "hello")
	require.NoError(t, err)
	require.Contains(t, answer, `"action":"set"`)
	one.await(has("message"))
	two.await(has("message"))

	// What is typed in one is printed in both.
	etcdctl := fmt.Sprintf("etcdctl --endpoints=127.0.0.1:%d ", r.port)
	one.typeIn("A", etcdctl+"put typed here")
	one.awaitPrinted("A", "OK")
	two.awaitPrinted("A", "OK")
	require.Equal(t, "OK\n", eval[string](one, fmt.Sprintf(`raftarium.run("%sput run there", {terminal: "B"}).then((r) => r.stdout)`, etcdctl)))
	two.await(has("run"))

	// One goes back, and is behind; the other stays live.
	head("live")
	message := `raftarium.events().findLast((e) => e.kind === "applied").time_ms`
	moment := eval[float64](one, message)
	eval[any](one, fmt.Sprintf(`raftarium.seek(%v)`, moment))
	one.await(liveIs("behind"))
	past := one.inPage()
	requireSame(t, natively(t, eval[string](one, `raftarium.link()`)), past, "the past, computed here and in the page")
	_, err = r.put(3, "meanwhile", "1")
	require.NoError(t, err)
	two.await(has("meanwhile"))
	require.True(t, eval[bool](two, liveIs("live")))
	requireSame(t, past, one.inPage(), "it stays where it was left")
	head("behind")

	// It branches off: nobody else is touched.
	eval[any](one, `raftarium.run("crash 1")`)
	one.await(liveIs("branch"))
	one.await(`!raftarium.state().members[0].up`)
	head("branch")
	_, err = r.put(1, "alive", "1")
	require.NoError(t, err)
	two.await(has("alive"))

	// And it comes back, by the button and by the key.
	one.click("#tools .btn.live")
	one.await(liveIs("live"))
	one.await(has("alive"))
	one.pause()
	one.await(liveIs("behind"))
	one.keys(kb.End)
	one.await(liveIs("live"))

	// Both have computed the same world, to the byte.
	moment = eval[float64](two, message)
	for _, p := range []*page{one, two} {
		eval[any](p, fmt.Sprintf(`raftarium.seek(%v)`, moment))
	}
	requireSame(t, one.inPage(), two.inPage(), "in both pages")

	// A member that is crashed in one page refuses real connections, and is down
	// in the other.
	for _, p := range []*page{one, two} {
		p.click("#tools .btn.live")
		p.await(liveIs("live"))
	}
	eval[any](two, `raftarium.run("crash etcd-02")`)
	one.await(`!raftarium.state().members[1].up`)
	_, err = r.put(2, "refused", "1")
	require.ErrorContains(t, err, "connection refused")

	// Who joins late sees what the others see.
	late := r.open(screen{width: 1280, height: 720, chinese: true})
	late.await(`!raftarium.state().members[1].up`)
	late.await(`raftarium.state().members[0].log.some((e) => e.summary.includes("alive") && e.committed)`)
	require.Equal(t, "实时", eval[string](late, `document.querySelector("#tools .btn.live").innerText.trim()`))
	require.Equal(t, "你看到的是正在运行的集群。", eval[string](late, `document.querySelector("#tools .btn.live").ariaLabel`))

	// The server ends: that is told, and what is shown stands. What pages fetch a while
	// after they have opened has come by then.
	for _, p := range []*page{one, two, late} {
		p.await(`document.querySelector("#stage iframe").contentWindow.performance.getEntriesByType("resource").some((file) => file.name.endsWith("/names.json") && file.responseEnd > 0)`)
	}
	r.stop()
	one.await(liveIs("lost"))
	head("lost")
	heads.hold(t, "live", panelShare)
	stands := eval[float64](one, `raftarium.state().time_ms`)
	one.await(fmt.Sprintf(`raftarium.state().time_ms - %v < 2000`, stands))
	for _, p := range []*page{one, two, late} {
		p.wrongs.forgive("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")
	}
}

func TestARunningClusterIsFollowedOnAPhone(t *testing.T) {
	r := runCluster(t)
	p := r.open(screen{width: 390, height: 844, phone: true})
	p.await(aLeader(0))
	_, err := r.put(1, "message", "hello")
	require.NoError(t, err)
	p.await(has("message"))
	p.pause()
	p.await(liveIs("behind"))
	b := p.where("#tools .btn.live")
	require.GreaterOrEqual(t, b.Height, 44.0)
	require.LessOrEqual(t, b.X+b.Width, 390.0)
	p.click("#tools .btn.live")
	p.await(liveIs("live"))
}
