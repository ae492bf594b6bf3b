package oracle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// TestCurlPrintsTheSame has the real curl ask a real etcd, and ours ask ours,
// what testdata's tables list, a case a line. A line is what follows
//
//	curl -siN -m 9 http://127.0.0.1:2379
//
// in a shell. Before it may stand, with a "> ": the member (1, 2, 3; leader or
// follower), and "wait" (the case goes on behind the following ones, which are
// compared first) or "stream" (likewise, and is interrupted); "done" collects
// it. "sleep> 2s" lets time pass, {at} is the address again, "#" begins a remark. Both clusters are new at
// the start, and what the lines do adds up.
func TestCurlPrintsTheSame(t *testing.T) {
	t.Parallel()
	wrong := ""
	for range attempts {
		x := newTable(t)
		if wrong = try(x.all); wrong == "" {
			t.Logf("%d cases", x.cases)
			require.GreaterOrEqual(t, x.cases, 300)
			return
		}
		if x.etcd.term() == x.term {
			break
		}
		t.Logf("etcd elected a leader meanwhile: %s", wrong)
		x.etcd.stop()
	}
	t.Fatal(wrong)
}

// all does the lines of all tables.
func (x *table) all(t asking) {
	for _, name := range []string{"keys", "watch", "stats", "kv", "stores", "maintenance", "contest", "members"} {
		file := "testdata/" + name + ".txt"
		b, err := os.ReadFile(file)
		require.NoError(t, err)
		for i, line := range strings.Split(string(b), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			if x.line(t, fmt.Sprintf("%s:%d: %s", file, i+1, line), line) {
				x.cases++
			}
			if strings.Contains(line, "transfer-leadership") {
				x.term = x.etcd.term()
			}
		}
		require.False(t, x.open != nil, "%s: its last case is not done", file)
	}
}

// table is an etcd and a world of ours that are asked the same by curl.
type table struct {
	etcd cluster
	lab  *lab.Lab
	same *strings.Replacer // etcd's addresses and IDs to ours
	open *opened

	cases int
	term  uint64 // etcd's, but for elections that nobody asked for
	// When both sides began, each by its own clock: leases and TTLs may differ by
	// as much as one has run ahead of the other.
	began     time.Time
	beganOurs sim.Time
}

// opened is a case that goes on.
type opened struct {
	name   string
	stream bool
	cmd    *exec.Cmd
	out    heard
}

func newTable(t *testing.T) *table {
	x := &table{etcd: cluster{ordered: true}}
	t.Cleanup(x.etcd.stop)
	require.NoError(t, x.etcd.start(t.TempDir()))
	var err error
	x.lab, err = lab.New(lab.Config{Members: 3, Seed: 1, Profile: lab.EtcdTimes, Net: lab.LAN})
	require.NoError(t, err)
	x.lab.Advance(12 * sim.Second)
	var pairs []string
	pair := func(theirs, ours uint64) {
		pairs = append(pairs, api.FormatID(theirs), api.FormatID(ours),
			strconv.FormatUint(theirs, 10), strconv.FormatUint(ours, 10))
	}
	first := lab.MemberAt(x.lab.World(), 1)
	pair(x.etcd.id, first.Config().ClusterID)
	for i, m := range first.Config().Initial {
		theirs := sortedByID(x.etcd.members)[i]
		pair(theirs.ID, m.ID)
		pairs = append(pairs, strings.TrimPrefix(theirs.ClientURLs[0], "http://"), fmt.Sprintf("127.0.0.1:%d", 2279+100*(i+1)),
			strings.TrimPrefix(theirs.PeerURLs[0], "http://"), fmt.Sprintf("127.0.0.1:%d", 2280+100*(i+1)))
	}
	x.same = strings.NewReplacer(pairs...)
	x.began, x.beganOurs = time.Now(), x.lab.Now()
	x.term = x.etcd.term()
	return x
}

// line does a line of a table, and reports whether it is a case.
func (x *table) line(t asking, name, line string) bool {
	t.Helper()
	head, args, marked := strings.Cut(line, "> ")
	if marked && strings.Contains(head, "/") {
		head, args = "", line
	} else if !marked {
		head, args = "", line
	}
	switch {
	case line == "done":
		x.done(t)
		return false
	case head == "sleep":
		span, err := time.ParseDuration(args)
		require.NoError(t, err)
		time.Sleep(span)
		x.lab.Advance(x.lab.Now() + sim.Time(span))
		// Their leader tells members what has expired twice a second, if it has the time.
		x.awaitStats(t, func(etcd, ours v2Stats) bool { return etcd.ExpireCount >= ours.ExpireCount })
		return false
	}
	to, goesOn := 1, ""
	var theirs, ours int
	for _, word := range strings.Fields(head) {
		switch word {
		case "wait", "stream":
			goesOn = word
		case "leader", "follower":
			theirs, ours = x.role(t, word)
		default:
			var err error
			to, err = strconv.Atoi(word)
			require.NoError(t, err, name)
		}
	}
	if theirs == 0 {
		theirs, ours = to, to
	}
	asked, own := x.etcd.members[theirs-1].ClientURLs[0], fmt.Sprintf("http://127.0.0.1:%d", 2279+100*ours)
	limit := 9
	if goesOn != "" {
		limit = 100 // until it is done
	}
	real := fmt.Sprintf("curl -siN -m %d %s%s", limit, asked, strings.ReplaceAll(x.toReal(args), "{at}", asked))
	own = fmt.Sprintf("curl -siN -m %d %s%s", limit, own, strings.ReplaceAll(args, "{at}", own))
	x.awaitRevision(t, theirs)
	if goesOn != "" {
		require.Nil(t, x.open, name)
		x.begin(t, name, real, own, goesOn == "stream")
		return true
	}
	cmd := exec.Command("bash", "-c", real)
	out, _ := cmd.Output()
	r, err := x.lab.Run("A", own)
	require.NoError(t, err, name)
	x.compare(t, name, string(out), cmd.ProcessState.ExitCode(), r)
	return true
}

// toReal puts etcd's IDs for ours in a case, which names members by ours.
func (x *table) toReal(args string) string {
	for i, m := range lab.MemberAt(x.lab.World(), 1).Config().Initial {
		theirs := sortedByID(x.etcd.members)[i]
		args = strings.ReplaceAll(args, api.FormatID(m.ID), api.FormatID(theirs.ID))
		args = strings.ReplaceAll(args, strconv.FormatUint(m.ID, 10), strconv.FormatUint(theirs.ID, 10))
		for k := range 2 {
			port := func(urls []string) string { return urls[0][strings.LastIndexByte(urls[0], ':'):] }
			own, real := []string{port(m.PeerURLs), port(m.ClientURLs)}, []string{port(theirs.PeerURLs), port(theirs.ClientURLs)}
			args = strings.ReplaceAll(args, own[k], real[k])
		}
	}
	return args
}

// role finds who leads, or who first does not, on both sides.
func (x *table) role(t asking, word string) (theirs, ours int) {
	find := func(leads func(i int) bool) int {
		for i := 1; i <= 3; i++ {
			if leads(i) == (word == "leader") {
				return i
			}
		}
		return 1
	}
	theirs = find(func(i int) bool {
		stats, err := x.etcd.get(x.etcd.members[i-1], "/v2/stats/self")
		require.NoError(t, err)
		var self struct{ State string }
		require.NoError(t, json.Unmarshal(stats, &self))
		return self.State == "StateLeader"
	})
	ours = find(func(i int) bool {
		m := lab.MemberAt(x.lab.World(), sim.Node(i))
		return uint64(m.Raft().Leader()) == m.Self().ID
	})
	return theirs, ours
}

// waiting is how long etcd may take on a busy machine for what it does at once on
// others.
const waiting = 30 * time.Second

// await waits until something holds of etcd, or in vain: what is compared then
// tells what is missing.
func await(holds func() bool) {
	for end := time.Now().Add(waiting); !holds() && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
}

// begin starts a case that goes on, and returns when both sides wait: etcd has
// said as much as ours, has as many watchers, and has written as much. Where ours
// has done none of that yet, nothing tells that etcd has heard the request.
func (x *table) begin(t asking, name, real, own string, stream bool) {
	x.open = &opened{name: name, stream: stream, cmd: exec.Command("bash", "-c", "exec "+real)}
	x.open.cmd.Stdout = &x.open.out
	require.NoError(t, x.open.cmd.Start())
	written, watched := lab.MemberAt(x.lab.World(), 1).KV().Revision(), x.stats(t)
	require.NoError(t, x.lab.Type("B", own))
	x.lab.Advance(x.lab.Now() + sim.Second)
	said := bodyLines(x.terminal().Output().Stdout)
	if said == 0 && lab.MemberAt(x.lab.World(), 1).KV().Revision() == written && slices.Equal(x.stats(t), watched) {
		time.Sleep(500 * time.Millisecond)
	}
	await(func() bool { return bodyLines(x.open.out.String()) >= said })
	x.awaitStats(t, func(etcd, ours v2Stats) bool { return etcd.Watchers == ours.Watchers })
	x.awaitRevision(t, 1)
}

// bodyLines counts the lines of an answer: the real curl keeps its head back until
// there is something of its body.
func bodyLines(answer string) int {
	_, body, _ := strings.Cut(answer, "\r\n\r\n")
	return strings.Count(body, "\n")
}

// terminal is ours in which cases go on.
func (x *table) terminal() *shell.Terminal {
	return x.lab.World().Actor(lab.TerminalNamed(x.lab.World(), "B")).(*shell.Terminal)
}

// awaitRevision waits until a member of etcd has written as much as ours: it may
// be behind those that were asked before, and what one request does in several
// steps takes longer on a busy machine.
func (x *table) awaitRevision(t asking, theirs int) {
	t.Helper()
	want := uint64(lab.MemberAt(x.lab.World(), 1).KV().Revision())
	await(func() bool {
		at, err := x.etcd.place(x.etcd.members[theirs-1])
		require.NoError(t, err)
		return at.Revision >= want
	})
}

// v2Stats are of /v2/stats/store what changes by itself, or with a request that is
// not answered yet.
type v2Stats struct{ ExpireCount, Watchers int }

// stats are those of our members.
func (x *table) stats(t asking) (all []v2Stats) {
	for i := range 3 {
		r, err := x.lab.Run("A", fmt.Sprintf("curl -s http://127.0.0.1:%d/v2/stats/store", 2379+100*i))
		require.NoError(t, err)
		var one v2Stats
		require.NoError(t, json.Unmarshal([]byte(r.Stdout), &one))
		all = append(all, one)
	}
	return all
}

// awaitStats waits until something holds of those of each member of etcd and ours.
func (x *table) awaitStats(t asking, holds func(etcd, ours v2Stats) bool) {
	t.Helper()
	for i, ours := range x.stats(t) {
		await(func() bool {
			stats, err := x.etcd.get(x.etcd.members[i], "/v2/stats/store")
			require.NoError(t, err)
			var etcd v2Stats
			require.NoError(t, json.Unmarshal(stats, &etcd))
			return holds(etcd, ours)
		})
	}
}

// done ends the case that goes on: what waits must have been answered, and a
// stream is interrupted once etcd had time to say as much as ours.
func (x *table) done(t asking) {
	o := x.open
	x.open = nil
	require.NotNil(t, o, "nothing is open")
	x.lab.Advance(x.lab.Now() + sim.Second)
	if o.stream {
		said := bodyLines(x.terminal().Output().Stdout)
		await(func() bool { return bodyLines(o.out.String()) >= said })
		time.Sleep(150 * time.Millisecond) // it may say more than ours
		_ = o.cmd.Process.Signal(os.Interrupt)
		require.NoError(t, x.lab.Interrupt("B"))
	} else {
		timeout := time.AfterFunc(waiting, func() { _ = o.cmd.Process.Kill() })
		defer timeout.Stop()
	}
	_ = o.cmd.Wait()
	x.lab.Advance(x.lab.Now() + sim.Second)
	b := x.terminal()
	r := b.Output()
	if !b.Busy() {
		r = b.Result()
	}
	code := o.cmd.ProcessState.ExitCode()
	if o.stream {
		r.Code, code = 0, 0
	}
	x.compare(t, o.name, o.out.String(), code, r)
}

var contentLength = regexp.MustCompile(`(?m)^Content-Length: ([0-9]+)$`)

// told is what curl printed in the form that is compared. The length of a body
// that has other digits than the other side's is checked and then left out.
func told(t asking, name, out string) string {
	out = strings.ReplaceAll(out, "\r\n", "\n")
	head, body, _ := strings.Cut(out, "\n\n")
	if m := contentLength.FindStringSubmatch(head); m != nil && body != "" {
		if m[1] != strconv.Itoa(len(body)) {
			t.Errorf("%s: a body of %d bytes is announced as %s", name, len(body), m[1])
		}
		out = contentLength.ReplaceAllString(head, "Content-Length: L") + "\n\n" + body
	}
	return out
}

func (x *table) compare(t asking, name, etcd string, code int, ours shell.Result) {
	t.Helper()
	theirs, own := settledText(x.same.Replace(told(t, name, etcd))), settledText(told(t, name, ours.Stdout))
	if theirs != own || code != ours.Code {
		t.Errorf("%s\n--- etcd (%d)\n%s\n--- ours (%d)\n%s", name, code, theirs, ours.Code, own)
		return
	}
	theirTTLs, ourTTLs := ttls(etcd), ttls(ours.Stdout)
	ahead := time.Duration(x.lab.Now()-x.beganOurs) - time.Since(x.began)
	may := int64(ahead.Abs()/time.Second) + 1
	for i := range theirTTLs {
		if d := theirTTLs[i] - ourTTLs[i]; d < -may || d > may {
			t.Errorf("%s: etcd's TTL is %d, ours %d", name, theirTTLs[i], ourTTLs[i])
		}
	}
}

// heard is what a command prints while it runs.
type heard struct {
	lock sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (h *heard) Write(b []byte) (int, error) {
	h.lock.Lock()
	defer h.lock.Unlock()
	return h.text.Write(b)
}

// String is all that was printed so far.
func (h *heard) String() string {
	h.lock.Lock()
	defer h.lock.Unlock()
	return h.text.String()
}
