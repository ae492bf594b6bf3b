package shell_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/shell"
	"raftarium/core/sim"
)

// The texts in this file were printed by curl 7.88.1 and etcdctl 3.4.23, with
// other ports and times.

func TestCurl(t *testing.T) {
	const tried = "curl: try 'curl --help' or 'curl --manual' for more information\n"
	for line, want := range map[string]shell.Result{
		"curl http://127.0.0.1:2379/health":           {Stdout: `{"health":"true"}`},
		"curl -s localhost:2479/health":               {Stdout: `{"health":"true"}`},
		"curl -sS http:/127.0.0.1:2379/a/../health#x": {Stdout: `{"health":"true"}`},
		"curl":                                          {Stderr: tried, Code: 2},
		"curl -s":                                       {Stderr: "curl: no URL specified!\n" + tried, Code: 2},
		"curl --foo":                                    {Stderr: "curl: option --foo: is unknown\n" + tried, Code: 2},
		"curl -X":                                       {Stderr: "curl: option -X: requires parameter\n" + tried, Code: 2},
		"curl --max-time":                               {Stderr: "curl: option --max-time: requires parameter\n" + tried, Code: 2},
		"curl -m x a":                                   {Stderr: "curl: option -m: expected a proper numerical parameter\n" + tried, Code: 2},
		"curl -m -1 a":                                  {Stderr: "curl: option -m: expected a positive numerical parameter\n" + tried, Code: 2},
		"curl --max-time=3 a":                           {Stderr: "curl: option --max-time=3: is unknown\n" + tried, Code: 2},
		"curl --s a":                                    {Stderr: "curl: option --s: is ambiguous\n" + tried, Code: 2},
		"curl --silen 127.0.0.1:2379/health":            {Stdout: `{"health":"true"}`},
		"curl -F a=b 127.0.0.1":                         {Stderr: "curl: option -F: is not there yet in raftarium\n" + tried, Code: 2},
		"curl ''":                                       {Stderr: "curl: (3) URL using bad/illegal format or missing URL\n", Code: 3},
		"curl http://127.0.0.1:abc/":                    {Stderr: "curl: (3) URL using bad/illegal format or missing URL\n", Code: 3},
		"curl http://127.0.0.1:999999/":                 {Stderr: "curl: (3) URL using bad/illegal format or missing URL\n", Code: 3},
		"curl -s http://":                               {Code: 3},
		"curl foo://a":                                  {Stderr: "curl: (1) Protocol \"foo\" not supported or disabled in libcurl\n", Code: 1},
		"curl http://nohost.invalid/":                   {Stderr: "curl: (6) Could not resolve host: nohost.invalid\n", Code: 6},
		"curl http://127.0.0.1:39999/":                  {Stderr: "curl: (7) Failed to connect to 127.0.0.1 port 39999 after 0 ms: Couldn't connect to server\n", Code: 7},
		"curl https://127.0.0.1:2379/":                  {Stderr: "curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to 127.0.0.1:2379 \n", Code: 35},
		"curl 'http://127.0.0.1:2379/{a,b}'":            {Stdout: "404 page not found\n404 page not found\n"},
		"curl 127.0.0.1:2379/x":                         {Stdout: "404 page not found\n"},
		"curl -f 127.0.0.1:2379/x":                      {Stderr: "curl: (22) The requested URL returned error: 404\n", Code: 22},
		"curl --fail-with-body -s 127.0.0.1:2379/x":     {Stdout: "404 page not found\n", Code: 22},
		"curl -so /dev/null 127.0.0.1:2379/health":      {},
		"curl 127.0.0.1:2379/health 127.0.0.1:2479/x":   {Stdout: `{"health":"true"}404 page not found` + "\n"},
		"curl -s 127.0.0.1:39999 127.0.0.1:2379/health": {Stdout: `{"health":"true"}`},
		"curl -sI 127.0.0.1:2379/health":                {Stdout: "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n"},
		"curl -i 127.0.0.1:2379/health":                 {Stdout: "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n" + `{"health":"true"}`},
		"curl 127.0.0.1:2379/moved":                     {},
		"curl -L 127.0.0.1:2379/moved":                  {Stdout: `{"health":"true"}`},
		"curl -L 127.0.0.1:2379/loop":                   {Stderr: "curl: (47) Maximum (50) redirects followed\n", Code: 47},
		`curl -w '%{http_code} %{size_download}\n%{foo}%%' 127.0.0.1:2379/health`: {
			Stdout: `{"health":"true"}200 17` + "\n%", Stderr: "curl: unknown --write-out variable: 'foo'\n"},
		`curl -s -w '%{http_code} %{errormsg}' 127.0.0.1:1`: {Stdout: "000 Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server", Code: 7},
		"curl 127.0.0.1:2379/echo?a=b":                      {Stdout: "GET /echo?a=b 127.0.0.1:2379\nUser-Agent: curl/7.88.1\nAccept: */*\n"},
		`curl 127.0.0.1:2379/echo -XPUT -d value="hello world" -d ttl=10`: {
			Stdout: "PUT /echo 127.0.0.1:2379\nUser-Agent: curl/7.88.1\nAccept: */*\nContent-Length: 24\nContent-Type: application/x-www-form-urlencoded\nvalue=hello world&ttl=10"},
		`curl 127.0.0.1:2379/echo -d ''`:     {Stdout: "POST /echo 127.0.0.1:2379\nUser-Agent: curl/7.88.1\nAccept: */*\nContent-Length: 0\nContent-Type: application/x-www-form-urlencoded\n"},
		`curl 127.0.0.1:2379/echo?a -Gd b=c`: {Stdout: "GET /echo?a&b=c 127.0.0.1:2379\nUser-Agent: curl/7.88.1\nAccept: */*\n"},
		`curl 127.0.0.1:2379/echo --data-urlencode 'value=a b&c' --data-urlencode '=z z'`: {
			Stdout: "POST /echo 127.0.0.1:2379\nUser-Agent: curl/7.88.1\nAccept: */*\nContent-Length: 17\nContent-Type: application/x-www-form-urlencoded\nvalue=a+b%26c&z+z"},
		`curl 127.0.0.1:2379/echo -H Foo -H 'Bar;' -H Accept: -H 'X-A: b' -H 'User-Agent: me'`: {Stdout: "GET /echo 127.0.0.1:2379\nBar: \nX-A: b\nUser-Agent: me\n"},
		`curl 127.0.0.1:2379/echo --json {}`:                                                   {Stdout: "POST /echo 127.0.0.1:2379\nUser-Agent: curl/7.88.1\nAccept: application/json\nContent-Length: 2\nContent-Type: application/json\n{}"},
		`curl user:pw@127.0.0.1:2379/echo`:                                                     {Stdout: "GET /echo 127.0.0.1:2379\nAuthorization: Basic dXNlcjpwdw==\nUser-Agent: curl/7.88.1\nAccept: */*\n"},
	} {
		t.Run(line, func(t *testing.T) { require.Equal(t, want, newBench(t).run(line)) })
	}
}

func TestCurlTalksMuchWithV(t *testing.T) {
	b := newBench(t)
	r := b.run("curl -v http://127.0.0.1:2379/health")
	require.Equal(t, strings.ReplaceAll(`*   Trying 127.0.0.1:2379...
* Connected to 127.0.0.1 (127.0.0.1) port 2379 (#0)
> GET /health HTTP/1.1#
> Host: 127.0.0.1:2379#
> User-Agent: curl/7.88.1#
> Accept: */*#
> #
< HTTP/1.1 200 OK#
< Content-Length: 17#
< #
* Connection #0 to host 127.0.0.1 left intact
`, "#\n", "\r\n"), r.Stderr)
	require.Equal(t, `{"health":"true"}`, r.Stdout)
}

func TestCurlAtAServerThatIsDown(t *testing.T) {
	b := newBench(t)
	b.run("crash 1")
	r := b.run("curl http://127.0.0.1:2379/health")
	require.Equal(t, shell.Result{Stderr: "curl: (7) Failed to connect to 127.0.0.1 port 2379 after 2 ms: Couldn't connect to server\n", Code: 7}, r)
}

func TestCurlAtAServerThatGoesDown(t *testing.T) {
	b := newBench(t)
	b.world.Input(0, 1, "silent")
	b.do("curl http://127.0.0.1:2379/health")
	b.world.RunUntil(sim.Second)
	server, waits := b.term().WaitingAt()
	require.True(t, waits)
	require.Equal(t, sim.Node(1), server)
	b.world.Crash(1, 0)
	b.world.RunUntil(2 * sim.Second)
	require.Equal(t, shell.Result{Stderr: "curl: (56) Recv failure: Connection reset by peer\n", Code: 56}, b.term().Result())
}

func TestARequestThatArrivesAfterTheCrashIsRefused(t *testing.T) {
	b := newBench(t)
	b.do("curl http://127.0.0.1:2379/health")
	b.world.RunUntil(b.world.Now() + 500*sim.Microsecond)
	b.world.Crash(1, 0)
	b.world.RunUntil(sim.Second)
	require.Equal(t, 7, b.term().Result().Code)

	b.world.Restart(1, 0)
	b.do("etcdctl put a b")
	b.world.RunUntil(b.world.Now() + 100*sim.Microsecond)
	b.world.Crash(1, 0)
	b.world.Restart(1, 0)
	b.world.RunUntil(2 * sim.Second)
	require.Equal(t, "OK\n", b.term().Result().Stdout)
}

func TestCurlGivesUp(t *testing.T) {
	b := newBench(t)
	b.run("pause 1")
	require.Equal(t, shell.Result{Stderr: "curl: (28) Operation timed out after 1500 milliseconds with 0 bytes received\n", Code: 28}, b.run("curl -m 1.5 127.0.0.1:2379/health"))
}

func TestAWatchIsAnsweredLater(t *testing.T) {
	b := newBench(t)
	other := b.world.AddClient(shell.NewTerminal("B", host{}), 0)
	b.do("curl http://127.0.0.1:2379/v2/keys/a?wait=true; echo code $?")
	b.world.Input(10*sim.Second, other, shell.Line{Text: "curl http://127.0.0.1:2379/v2/keys/a -XPUT -d value=1"})
	b.world.RunUntil(11 * sim.Second)
	require.Equal(t, "changed a\ncode 0\n", b.term().Result().Stdout)
	require.Equal(t, 2*sim.Millisecond, b.term().Journey().Answered-b.term().Journey().Sent)

	b.do("curl http://127.0.0.1:2379/v2/keys/a?wait=true")
	b.world.Input(12*sim.Second, b.node, shell.Interrupt{})
	b.world.RunUntil(13 * sim.Second)
	require.Equal(t, 130, b.term().Result().Code)
	require.Equal(t, []string{"member.Cancel"}, b.world.Actor(1).(*fake).heard)
}

func TestEtcdctl(t *testing.T) {
	b := newBench(t)
	for _, step := range []struct {
		line string
		want shell.Result
	}{
		{`etcdctl put message "hello world"`, shell.Result{Stdout: "OK\n"}},
		{`etcdctl get message`, shell.Result{Stdout: "message\nhello world\n"}},
		{`etcdctl get --print-value-only message`, shell.Result{Stdout: "hello world\n"}},
		{`etcdctl get message --hex`, shell.Result{Stdout: `\x6d\x65\x73\x73\x61\x67\x65` + "\n" + `\x68\x65\x6c\x6c\x6f\x20\x77\x6f\x72\x6c\x64` + "\n"}},
		{`etcdctl get nothing`, shell.Result{}},
		{`etcdctl del message`, shell.Result{Stdout: "1\n"}},
		{`etcdctl --endpoints=http://127.0.0.1:2479 put a b`, shell.Result{Stdout: "OK\n"}},
		{`etcdctl get a`, shell.Result{}},
		{`ETCDCTL_ENDPOINTS=127.0.0.1:2479 etcdctl get a`, shell.Result{Stdout: "a\nb\n"}},
		{`export ETCDCTL_ENDPOINTS=localhost:2479; etcdctl get a`, shell.Result{Stdout: "a\nb\n"}},
		{`etcdctl get a --endpoints=127.0.0.1:2379`, shell.Result{Stderr: "DATE C | pkg/flags: conflicting environment variable \"ETCDCTL_ENDPOINTS\" is shadowed by corresponding command-line flag (either unset environment variable or disable flag)\n", Code: 1}},
		{`etcdctl get a -w fields`, shell.Result{Stdout: "\"ClusterID\" : 0\n\"MemberID\" : 7\n\"Revision\" : 1\n\"RaftTerm\" : 0\n\"Key\" : \"a\"\n\"CreateRevision\" : 0\n\"ModRevision\" : 0\n\"Version\" : 0\n\"Value\" : \"b\"\n\"Lease\" : 0\n\"More\" : false\n\"Count\" : 1\n"}},
		{`etcdctl put a b -w table`, shell.Result{Stderr: "Error: table not supported as output format\n", Code: 4}},
		{`etcdctl get ''`, shell.Result{Stderr: "Error: etcdserver: key is not provided\n", Code: 1}},
		{`etcdctl version`, shell.Result{Stdout: "etcdctl version: 3.4.14\nAPI version: 3.4\n"}},
		{`etcdctl member list`, shell.Result{Stdout: "7, started, etcd-01, , , false\n"}},
		{`etcdctl endpoint status`, shell.Result{Stdout: "localhost:2479, 7, 3.4.14, 20 kB, true, false, 2, 9, 9, \n"}},
		{`etcdctl endpoint health`, shell.Result{Stderr: "localhost:2479 is healthy: successfully committed proposal: took = 2ms\n"}},
	} {
		require.Equal(t, step.want, plain(b.run(step.line)), step.line)
	}
}

var clientLog = regexp.MustCompile(`(?m)^\{"level":"warn".*\n`)

// plain is a result without what etcd's client logs, and with no date.
func plain(r shell.Result) shell.Result {
	r.Stderr = clientLog.ReplaceAllString(r.Stderr, "")
	r.Stderr = regexp.MustCompile(`^\S+ \S+ C \|`).ReplaceAllString(r.Stderr, "DATE C |")
	return r
}

func TestEtcdctlRefuses(t *testing.T) {
	for line, want := range map[string]shell.Result{
		"put":                              {Stderr: "Error: put command needs 1 argument and input from stdin or 2 arguments\n", Code: 128},
		"put a":                            {Stderr: "Error: put command needs 1 argument and input from stdin or 2 arguments\n", Code: 128},
		"get":                              {Stderr: "Error: get command needs one argument as key and an optional argument as range_end\n", Code: 128},
		"del":                              {Stderr: "Error: del command needs one argument as key and an optional argument as range_end\n", Code: 128},
		"del a b c":                        {Stderr: "Error: del command needs one argument as key and an optional argument as range_end\n", Code: 128},
		"frob":                             {Stderr: "Error: unknown command \"frob\" for \"etcdctl\"\nRun 'etcdctl --help' for usage.\nError: unknown command \"frob\" for \"etcdctl\"\n", Code: 1},
		"pit":                              {Stderr: "Error: unknown command \"pit\" for \"etcdctl\"\n\nDid you mean this?\n\tget\n\tput\n\nRun 'etcdctl --help' for usage.\nError: unknown command \"pit\" for \"etcdctl\"\n\nDid you mean this?\n\tget\n\tput\n\n", Code: 1},
		"--foo put a b":                    {Stderr: "Error: unknown command \"a\" for \"etcdctl\"\n\nDid you mean this?\n\talarm\n\tauth\n\nRun 'etcdctl --help' for usage.\nError: unknown command \"a\" for \"etcdctl\"\n\nDid you mean this?\n\talarm\n\tauth\n\n", Code: 1},
		"get a b --prefix":                 {Stderr: "Error: too many arguments, only accept one argument when `--prefix` or `--from-key` is set\n", Code: 128},
		"get a --prefix --from-key":        {Stderr: "Error: `--prefix` and `--from-key` cannot be set at the same time, choose one\n", Code: 128},
		"get a --order X":                  {Stderr: "Error: bad sort order X\n", Code: 4},
		"get a --sort-by X":                {Stderr: "Error: bad sort target X\n", Code: 4},
		"get a --consistency q":            {Stderr: "Error: unknown consistency flag \"q\"\n", Code: 4},
		"get a --print-value-only -w json": {Stderr: "Error: print-value-only is only for `--write-out=simple`\n", Code: 128},
		"get a -w foo":                     {Stderr: "Error: unsupported output format\n", Code: 4},
		"put a b --lease=zz":               {Stderr: "Error: bad lease ID (strconv.ParseInt: parsing \"zz\": invalid syntax), expecting ID in Hex\n", Code: 128},
		"put a b --ignore-value":           {Stderr: "Error: put command needs only 1 argument when 'ignore-value' is set\n", Code: 128},
		"--endpoints '' get a":             {Stderr: "Error: etcdclient: no available endpoints\n", Code: 2},
		"lease grant x":                    {Stderr: "Error: bad TTL (strconv.ParseInt: parsing \"x\": invalid syntax)\n", Code: 128},
		"snapshot save x":                  {Stderr: "Error: etcdctl snapshot is not there yet in raftarium\n", Code: 1},
		"member add x":                     {Stderr: "Error: member peer urls not provided\n", Code: 128},
		"get a --user root":                {Stderr: "Error: etcdctl --user is not there yet in raftarium\n", Code: 1},
	} {
		t.Run(line, func(t *testing.T) { require.Equal(t, want, plain(newBench(t).run("etcdctl "+line))) })
	}
	for line, want := range map[string]string{
		"put --foo a b":           "unknown flag: --foo",
		"put -a b":                "unknown shorthand flag: 'a' in -a",
		"get a --rev":             "flag needs an argument: --rev",
		"get a --rev=x":           `invalid argument "x" for "--rev" flag: strconv.ParseInt: parsing "x": invalid syntax`,
		"get a --count-only":      "unknown flag: --count-only",
		"get a --keys-only=maybe": `invalid argument "maybe" for "--keys-only" flag: strconv.ParseBool: parsing "maybe": invalid syntax`,
		"get a --dial-timeout=1":  `invalid argument "1" for "--dial-timeout" flag: time: missing unit in duration "1"`,
		"-w":                      "flag needs an argument: 'w' in -w",
	} {
		t.Run(line, func(t *testing.T) {
			r := newBench(t).run("etcdctl " + line)
			require.Equal(t, 1, r.Code)
			require.Equal(t, "Error: "+want+"\n\nError: "+want+"\n", r.Stderr)
			require.Contains(t, r.Stdout, "USAGE:\n\tetcdctl")
		})
	}
	help := newBench(t).run("etcdctl get --help")
	require.True(t, strings.HasPrefix(help.Stdout, "NAME:\n\tget - Gets the key or a range of keys\n"))
	require.Zero(t, help.Code)
}

func TestEtcdctlGivesUpAfterFiveSeconds(t *testing.T) {
	b := newBench(t)
	b.run("crash 1")
	before := b.world.Now()
	want := shell.Result{Stderr: "Error: context deadline exceeded\n", Code: 1}
	require.Equal(t, want, plain(b.run("etcdctl put a b")))
	require.InDelta(t, 5000, (b.world.Now() - before).Milliseconds(), 0.001)
	require.Equal(t, want, plain(b.run("etcdctl get a --endpoints 127.0.0.1:39999 --command-timeout 1s")))
	require.InDelta(t, 6000, (b.world.Now() - before).Milliseconds(), 0.001)
	require.Equal(t, "OK\n", b.run("etcdctl put a b --endpoints 127.0.0.1:2379,127.0.0.1:1,127.0.0.1:2479").Stdout)
	require.Equal(t, shell.Result{Stderr: "127.0.0.1:2479 is healthy: successfully committed proposal: took = 2.000001ms\n127.0.0.1:2379 is unhealthy: failed to commit proposal: context deadline exceeded\nError: unhealthy cluster\n", Code: 1},
		plain(b.run("etcdctl endpoint health --endpoints 127.0.0.1:2379,127.0.0.1:2479")))
}

func TestEtcdctlReconnects(t *testing.T) {
	b := newBench(t)
	b.run("crash 1")
	b.do("etcdctl put a b")
	other := b.world.AddClient(shell.NewTerminal("B", host{}), 0)
	b.world.Input(b.world.Now()+500*sim.Millisecond, other, shell.Line{Text: "restart 1"})
	b.world.RunUntil(3 * sim.Second)
	require.Equal(t, shell.Result{Stdout: "OK\n"}, b.term().Result())
}

func TestEtcdctlAtAServerThatGoesDown(t *testing.T) {
	b := newBench(t)
	b.world.Input(0, 1, "silent")
	b.do("etcdctl put a b --endpoints 127.0.0.1:2379,127.0.0.1:2479")
	b.world.RunUntil(sim.Second)
	b.world.Crash(1, 0)
	b.world.RunUntil(2 * sim.Second)
	require.Equal(t, shell.Result{Stderr: "Error: rpc error: code = Unavailable desc = transport is closing\n", Code: 1}, plain(b.term().Result()), "a write is not sent twice")

	b.world.Restart(1, 0)
	b.do("etcdctl get a --endpoints 127.0.0.1:2379,127.0.0.1:2479")
	b.world.RunUntil(3 * sim.Second)
	b.world.Crash(1, 0)
	b.world.RunUntil(4 * sim.Second)
	require.Equal(t, shell.Result{}, b.term().Result(), "a read is")
}

func TestAJourneyIsRemembered(t *testing.T) {
	b := newBench(t)
	b.run(`etcdctl put message "hello world"`)
	j := b.term().Journey()
	require.Equal(t, sim.Node(1), j.Server)
	require.Equal(t, `put message "hello world"`, j.Summary)
	require.Equal(t, 2*sim.Millisecond, j.Answered-j.Sent)
	sent, ok := b.world.Trace().At(j.Message)
	require.True(t, ok)
	require.Equal(t, sim.KindSent, sent.Kind)
	command, _ := b.world.Trace().At(sent.Cause)
	require.Equal(t, shell.KindCommand, command.Kind)
	reply, _ := b.world.Trace().At(j.Reply)
	require.Equal(t, sim.KindReceived, reply.Kind)
	b.run("curl 127.0.0.1:2379/v2/keys/a -XPUT -d value=1")
	require.Equal(t, "PUT /v2/keys/a value=1", b.term().Journey().Summary)
}
