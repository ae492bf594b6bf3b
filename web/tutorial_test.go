package web

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// bring brings a terminal into sight.
func (p *page) bring(terminal string) {
	p.tb.Helper()
	p.frame()
	if !eval[bool](p, fmt.Sprintf(`document.querySelector('[data-terminal=%q] textarea') !== null`, terminal)) {
		p.click(fmt.Sprintf(`[data-act="page terminal %s"]`, terminal))
		p.await(fmt.Sprintf(`document.querySelector('[data-terminal=%q] .entry') !== null`, terminal))
	}
}

// paste pastes a text into a terminal, as from the clipboard.
func (p *page) paste(terminal, text string) {
	p.tb.Helper()
	p.bring(terminal)
	eval[bool](p, fmt.Sprintf(`(() => {
		const input = document.querySelector('[data-terminal=%q] textarea');
		input.focus();
		const data = new DataTransfer();
		data.setData("text/plain", %q);
		return input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })) || true;
	})()`, terminal, text))
}

// The tutorial as a visitor follows it: the three scripts are pasted into three
// windows, A watches, B writes, and what has a TTL goes by itself.
func TestTheTutorialInThePage(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	for range 3 {
		p.click(`[data-act="terminal new"]`)
	}
	p.bring("B")
	p.typeIn("B", "cluster 0")
	p.await(`raftarium.state().members.length === 0`)
	eval[bool](p, `raftarium.speed(10) || true`)
	for i, terminal := range []string{"C", "D", "E"} {
		script, err := os.ReadFile(fmt.Sprintf("../core/lab/testdata/tutorial/start-%d.sh", i+1))
		require.NoError(t, err)
		p.paste(terminal, string(script)+"\n")
		p.await(fmt.Sprintf(`raftarium.state().members.length === %d`, i+1))
	}
	p.await(`document.querySelector('[data-terminal="E"] .log').textContent.includes("ready to serve client requests")`)
	p.await(aLeader(0))

	p.bring("A")
	p.bring("B")
	p.bring("A")
	p.typeIn("A", "curl http://127.0.0.1:2379/v2/keys/message?wait=true")
	p.typeIn("B", `curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello world2"`)
	p.await(`document.querySelector('[data-terminal="A"] .log').textContent.includes('{"action":"set","node":{"key":"/message","value":"hello world2","modifiedIndex":')`)
	p.typeIn("A", `curl "http://127.0.0.1:2379/v2/keys/message?wait=true&stream=true"`)
	p.typeIn("B", `curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello world" -d ttl=10`)
	p.await(`document.querySelector('[data-terminal="A"] .log').textContent.includes('"ttl":10')`)
	p.await(`document.querySelector('[data-terminal="A"] .log').textContent.includes('{"action":"expire","node":{"key":"/message",')`)
	p.typeIn("B", "curl http://127.0.0.1:2379/v2/keys/message")
	p.await(`document.querySelector('[data-terminal="B"] .log').textContent.includes('{"errorCode":100,"message":"Key not found","cause":"/message"')`)
}
