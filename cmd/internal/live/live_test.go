package live

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// running is a world at real ports whose time the test drives.
type running struct {
	testing.TB
	*World
	ports Ports
	log   bytes.Buffer
	stdin io.Reader // of the next curl
	now   sim.Time
}

// Now implements Clock.
func (r *running) Now() sim.Time { return r.now }

// freePorts finds a first client port such that those of so many members are free.
func freePorts(t testing.TB, members int) int {
	for first := 20379 + os.Getpid()%5000; first < 32000; first += 7 { // others test, too
		free := true
		for i := range members {
			l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(first+100*i))
			if free = free && err == nil; err == nil {
				l.Close()
			}
		}
		if free {
			return first
		}
	}
	t.Fatal("no ports are free")
	return 0
}

func config(t testing.TB) lab.Config {
	return lab.Config{Members: 3, Seed: 7, Profile: lab.EtcdTimes, Port: freePorts(t, 4)} // one may join
}

// start runs a world that has a leader.
func start(t testing.TB, c lab.Config) *running {
	w, err := New(c)
	require.NoError(t, err)
	r := &running{TB: t, World: w}
	r.ports = Ports{World: w, Host: "127.0.0.1", Log: &r.log, Today: r.date}
	require.NoError(t, r.ports.Open())
	t.Cleanup(r.ports.Close)
	r.pass(5 * sim.Second)
	return r
}

// date is the world's.
func (r *running) date() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return time.Unix(0, r.play.Config().Epoch+int64(r.play.World().Now()))
}

// pass lets the world's time pass.
func (r *running) pass(d sim.Time) {
	for until := r.play.World().Now() + d; r.play.World().Now() < until; {
		r.step(until)
	}
}

// step goes on to the next event.
func (r *running) step(until sim.Time) {
	r.Advance(min(until, r.due()))
	r.ports.Follow()
}

// while lets time pass, whenever somebody new waits for the world, until something
// outside is done.
func (r *running) while(done <-chan error) error {
	for _, before := r.asked(); ; {
		if newest, _ := r.asked(); newest > before {
			r.step(sim.Never - 1)
			continue
		}
		select {
		case err := <-done:
			return err
		case <-r.kick:
		}
	}
}

func (r *running) do(line string) {
	r.Helper()
	require.NoError(r, r.Do(Deed{Do: line}))
	r.ports.Follow()
}

// url is the address of a member's client port.
func (r *running) url(member int) string {
	return "http://127.0.0.1:" + strconv.Itoa(r.play.Config().Port+100*(member-1))
}

// curl runs the real curl, and returns what it printed and its exit code.
func (r *running) curl(args ...string) (stdout string, code int) {
	r.Helper()
	var out bytes.Buffer
	command := exec.Command("curl", args...)
	command.Stdin, command.Stdout = r.stdin, &out
	done := make(chan error, 1)
	go func() { done <- command.Run() }()
	err := r.while(done)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return out.String(), exit.ExitCode()
	}
	require.NoError(r, err)
	return out.String(), 0
}

var date = regexp.MustCompile(`Date: [^\r]*`)

// The tutorial's commands with the real curl print what those of the page's
// terminals do, headers included.
func TestTheRealCurlPrintsWhatATerminalPrints(t *testing.T) {
	c := config(t)
	r := start(t, c)
	twin, err := lab.New(r.play.Config())
	require.NoError(t, err)
	twin.Advance(5 * sim.Second)
	member := func(i int) string { return r.url(i) }
	for _, args := range [][]string{
		{member(1) + "/version"},
		{member(2) + "/health"},
		{member(1) + "/v2/members"},
		{member(1) + "/v2/keys/message", "-XPUT", "-d", "value=hello world"},
		{member(2) + "/v2/keys/message"},
		{member(3) + "/v2/keys/message?quorum=true"},
		{member(3) + "/v2/keys/message", "-XPUT", "-d", "value=hello etcd"},
		{member(3) + "/v2/keys/nothing"},
		{member(1) + "/v2/keys/dir", "-XPUT", "-d", "dir=true"},
		{member(1) + "/v2/keys/dir/in", "-XPOST", "-d", "value=1"},
		{member(1) + "/v2/keys/?recursive=true&sorted=true"},
		{member(2) + "/v2/keys/message?prevValue=other", "-XPUT", "-d", "value=x"},
		{member(2) + "/v2/keys/message", "-XDELETE"},
		{member(1) + "/v2/keys/big", "-XPUT", "-d", "value=" + strings.Repeat("x", 3000)},
		{"-I", member(1) + "/v2/keys/big"},
		{member(1) + "/v2/keys/bad", "-XPUT", "-d", "ttl=never"},
		{member(1) + "//v2/keys"},
		{member(1) + "/nowhere"},
		{"-XPATCH", member(1) + "/v2/keys/a"},
		{"-XOPTIONS", member(1) + "/v2/keys/a"},
		{member(2) + "/v3/kv/put", "-d", `{"key":"Zm9v","value":"YmFy"}`},
		{member(3) + "/v3/kv/range", "-d", `{"key":"Zm9v"}`},
		{member(3) + "/v3/kv/range", "-d", `{"key":`},
		{member(3) + "/v3/kv/range", "-d", `{}`},
		{member(1) + "/v3/kv/deleterange", "-d", `{"key":"Zm9v"}`},
		{member(1) + "/v3/kv/range", "-d", `{"key":"Zm9v","revision":"900"}`},
		{member(1) + "/v3/lease/grant", "-d", `{"TTL":"60","ID":"77"}`},
		{member(1) + "/v3/lease/grant", "-d", `{"TTL":"60","ID":"77"}`},
		{member(1) + "/v3/lease/timetolive", "-d", `{"ID":"99"}`},
	} {
		command := append([]string{"-s", "-i"}, args...)
		if args[0] == "-I" {
			command = append([]string{"-s"}, args...)
		}
		got, code := r.curl(command...)
		typed := "curl"
		for _, word := range command {
			typed += " '" + word + "'"
		}
		want, err := twin.Run("A", typed)
		require.NoError(t, err)
		require.Equal(t, want.Code, code, typed)
		require.Equal(t, date.ReplaceAllString(want.Stdout, "Date"), date.ReplaceAllString(got, "Date"), typed)
	}
}

func TestAnswersBearTheDateThatTheMemberShows(t *testing.T) {
	c := config(t)
	c.Epoch = 1_000_000_000 * 1_000_000_000 // 2001-09-09
	r := start(t, c)
	for _, open := range r.ports.open {
		open.today = time.Now
	}
	got, _ := r.curl("-s", "-i", r.url(1)+"/version")
	require.Contains(t, got, "Date: Sun, 09 Sep 2001")
}

// watching is a curl that goes on, and what it has printed.
type watching struct {
	*exec.Cmd
	lines chan string
}

func (r *running) watch(args ...string) *watching {
	w := &watching{Cmd: exec.Command("curl", args...), lines: make(chan string, 100)}
	out, err := w.StdoutPipe()
	require.NoError(r, err)
	require.NoError(r, w.Start())
	go func() {
		defer close(w.lines)
		buffer := make([]byte, 64<<10)
		for {
			n, err := out.Read(buffer)
			if n > 0 {
				w.lines <- string(buffer[:n])
			}
			if err != nil {
				return
			}
		}
	}()
	r.Cleanup(func() { w.Process.Kill(); w.Wait() })
	return w
}

// prints waits until it prints something.
func (r *running) prints(w *watching) string {
	r.Helper()
	for {
		select {
		case text, ok := <-w.lines:
			require.True(r, ok, "it has ended")
			return text
		default:
			r.step(sim.Never - 1)
			runtime.Gosched()
		}
	}
}

// until lets time pass until something holds.
func (r *running) until(holds func() bool) {
	for !holds() {
		r.step(sim.Never - 1)
		runtime.Gosched()
	}
}

// asked returns the number of the newest request that is open, and of the newest.
func (r *running) asked() (open, newest uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for conn := range r.calls {
		open = max(open, conn)
	}
	return open, r.conns
}

func (r *running) open() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.calls)
}

func TestAStreamGoesOnUntilItsClientIsGone(t *testing.T) {
	r := start(t, config(t))
	wait := r.watch("-s", r.url(2)+"/v2/keys/message?wait=true")
	stream := r.watch("-s", "-N", r.url(1)+"/v2/keys/dir?wait=true&stream=true&recursive=true")
	r.until(func() bool { return r.open() == 2 })
	for _, key := range []string{"message", "dir/a", "dir/b"} {
		_, code := r.curl("-s", r.url(3)+"/v2/keys/"+key, "-XPUT", "-d", "value=1")
		require.Zero(t, code)
	}
	require.Contains(t, r.prints(wait), `"key":"/message"`)
	require.NoError(t, wait.Wait(), "it has its answer")
	streamed := r.prints(stream)
	for !strings.Contains(streamed, `"key":"/dir/b"`) {
		streamed += r.prints(stream)
	}
	require.Contains(t, streamed, `"key":"/dir/a"`)
	require.Equal(t, 1, r.open())
	require.NoError(t, stream.Process.Kill())
	r.until(func() bool { return r.open() == 0 })

	w := r.watch("-s", "-N", r.url(3)+"/v3/watch", "-d", `{"create_request":{"key":"Zm9v"}}`)
	require.Contains(t, r.prints(w), `"created":true`)
	_, code := r.curl("-s", r.url(1)+"/v3/kv/put", "-d", `{"key":"Zm9v","value":"YmFy"}`)
	require.Zero(t, code)
	require.Contains(t, r.prints(w), `"events":[{"kv":{"key":"Zm9v"`)
	require.Equal(t, 1, r.open())

	require.NoError(t, w.Process.Kill())
	r.until(func() bool { return r.open() == 0 })
	inputs := r.play.Inputs()
	require.IsType(t, lab.HangUp{}, inputs[len(inputs)-1].What, "the world knows it, too")
}

func TestAMemberThatIsDownRefusesConnectionsAndListensAgain(t *testing.T) {
	r := start(t, config(t))
	w := r.watch("-s", "-N", r.url(2)+"/v3/watch", "-d", `{"create_request":{"key":"Zm9v"}}`)
	r.prints(w)
	r.do("crash etcd-02")
	_, code := r.curl("-s", r.url(2)+"/version")
	require.Equal(t, 7, code, "could not connect")
	r.until(func() bool { return r.open() == 0 })
	for range w.lines {
	}
	require.Error(t, w.Wait(), "its connection was reset")
	require.Equal(t, 56, w.ProcessState.ExitCode())

	_, code = r.curl("-s", r.url(1)+"/version")
	require.Zero(t, code)
	r.do("restart etcd-02")
	text, code := r.curl("-s", r.url(2)+"/version")
	require.Zero(t, code)
	require.Contains(t, text, "etcdserver")
}

func TestAMemberThatIsPausedAcceptsAndDoesNotAnswer(t *testing.T) {
	r := start(t, config(t))
	r.do("pause etcd-02")
	w := r.watch("-s", "-N", r.url(2)+"/version")
	r.until(func() bool { return r.open() == 1 })
	r.pass(30 * sim.Second)
	require.Empty(t, w.lines)
	require.Equal(t, 1, r.open())
	r.do("resume etcd-02")
	require.Contains(t, r.prints(w), "etcdserver")
}

func TestMembersThatComeAndGoHaveTheirPorts(t *testing.T) {
	r := start(t, config(t))
	r.do("member add")
	r.pass(5 * sim.Second)
	require.Len(t, r.ports.Numbers(), 4, r.log.String())
	r.do("cluster 1")
	r.pass(sim.Second)
	require.Equal(t, []int{r.play.Config().Port}, r.ports.Numbers())
}

func TestAPortThatIsTakenIsNamedWithItsOwner(t *testing.T) {
	c := config(t)
	taken, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(c.Port+100))
	require.NoError(t, err)
	defer taken.Close()
	w, err := New(c)
	require.NoError(t, err)
	ports := Ports{World: w, Host: "127.0.0.1"}
	err = ports.Open()
	require.ErrorContains(t, err, "the client port "+taken.Addr().String()+" is in use by ")
	require.ErrorContains(t, err, "or take others with --client-port")
	if runtime.GOOS == "linux" {
		require.ErrorContains(t, err, "(process ")
	}
	require.Empty(t, ports.Numbers(), "none stays open")
	free, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(c.Port))
	require.NoError(t, err)
	free.Close()
}

func TestWhatIsTooMuchIsRefusedInWords(t *testing.T) {
	r := start(t, config(t))
	t.Run("a body", func(t *testing.T) {
		r.stdin = strings.NewReader(strings.Repeat("x", bodyBytesMax+1))
		defer func() { r.stdin = nil }()
		got, _ := r.curl("-s", "-i", "-H", "Expect:", r.url(1)+"/v3/kv/put", "--data-binary", "@-")
		require.Contains(t, got, "413 Request Entity Too Large")
		require.Contains(t, got, "raftarium: the request's body has more than 3145728 bytes")
	})
	t.Run("header lines", func(t *testing.T) {
		var args []string
		for i := range headersMax {
			args = append(args, "-H", "X-"+strconv.Itoa(i)+": 1")
		}
		got, _ := r.curl(append(args, "-s", "-i", r.url(1)+"/version")...)
		require.Contains(t, got, "431 Request Header Fields Too Large")
		require.Contains(t, got, "header lines, and can have 100")
	})
	t.Run("a head", func(t *testing.T) {
		got, _ := r.curl("-s", "-i", "-H", "X: "+strings.Repeat("x", headerBytesMax+8192), r.url(1)+"/version")
		require.Contains(t, got, "431 Request Header Fields Too Large")
	})
	t.Run("connections", func(t *testing.T) {
		for range connsMax {
			c, err := net.Dial("tcp", strings.TrimPrefix(r.url(1), "http://"))
			require.NoError(t, err)
			defer c.Close()
		}
		got, _ := r.curl("-s", "-i", r.url(1)+"/version")
		require.Contains(t, got, "503 Service Unavailable")
		require.Contains(t, got, "512 connections to this port are open already")
		_, code := r.curl("-s", r.url(2)+"/version")
		require.Zero(t, code, "the others do not suffer")
	})
	inputs := len(r.play.Inputs())
	require.Equal(t, 1, inputs, "nothing of it has reached the world")
}
