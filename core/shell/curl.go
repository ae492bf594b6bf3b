package shell

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// redirectsMax is curl's own bound.
const redirectsMax = 50

// curl is a running curl: it gets its URLs one after the other.
type curl struct {
	passive
	args []string
	all  *curlOptions // of args and of the files
	opts *curlOptions // those that hold for this URL
	held []byte       // what has been read of stdin, which goes before all else
	next int          // which URL comes after this one
	to   address      // the one that is asked now
	exchange
	begun  sim.Time // of this URL
	hops   int      // redirects so far
	answer curlAnswer
	exit   int    // of the last URL
	tried  int    // how often this URL was tried again
	waits  bool   // to try it again
	late   string // in the buffer of stdout
}

// curlAnswer is what curl remembers of an answer.
type curlAnswer struct {
	status      int // 0: nothing has come
	contentType string
	request     int // bytes of the request's head
	header      int // bytes of the answer's head
	body        int // bytes of its body so far
	failure     string
	skip        bool // the body is not printed
	opened      bool // the file that it goes to has been made
	denied      bool // it cannot be written to
	headers     []api.Header
	length      int // of the body, as announced; -1: not
}

// runCurl is the command curl.
func runCurl(x context, args []string, _ variables) {
	files := curlFiles{more: func(name string) curlFile {
		data, ok := x.here().read(name)
		return curlFile{slices.Clone(data), !ok}
	}}
	opts, err := parseCurl(args[1:], files)
	const more = "curl: try 'curl --help' or 'curl --manual' for more information\n"
	switch {
	case len(args) == 1:
		x.print(2, more)
		x.exit(2)
	case err != nil:
		x.print(2, "curl: "+err.Error()+"\n"+more)
		x.exit(2)
	case opts.say != "":
		x.print(1, opts.say)
		x.exit(0)
	default:
		if !opts.silent {
			x.print(2, opts.warnings)
		}
		opts.files.more = nil
		if opts.stderr != "" && !x.curlErrors(opts.stderr) {
			return
		}
		x.start(&curl{args: args[1:], all: opts, opts: opts})
	}
}

func (c *curl) begin(x context) {
	if !c.reads() {
		c.advance(x)
	}
}

// reads implements reader: what @- stands for has to be read first.
func (c *curl) reads() bool { return c.all.files.asks }

// consume implements reader.
func (c *curl) consume(x context, data []byte, ended bool) int {
	c.held = append(c.held[:len(c.held):len(c.held)], data...)
	switch {
	case len(c.held) > fileBytesMax:
		x.print(2, "curl: (26) Failed to open/read local data from file/application\n")
		x.exit(26)
	case ended:
		c.all, _ = parseCurl(c.args, curlFiles{known: c.all.files.known, stdin: append([]byte{}, c.held...)})
		c.opts = c.all
		c.advance(x)
	}
	return len(data)
}

// advance asks the next URL, until one has to be waited for.
func (c *curl) advance(x context) {
	for !c.waits && c.next < len(c.all.targets) && !(c.exit != 0 && c.opts.failEarly) {
		c.next++
		c.tried = 0
		if c.try(x) {
			return
		}
	}
	if !c.waits {
		x.exit(c.exit)
	}
}

// try asks the URL whose turn it is, and reports whether it could.
func (c *curl) try(x context) bool {
	target := &c.all.targets[c.next-1]
	c.opts = target.options
	switch o := c.opts; {
	case strings.EqualFold(o.method, o.verb()):
		if o.verbose {
			x.print(2, "Note: Unnecessary use of -X or --request, "+o.verb()+" is already inferred.\n")
		}
	case strings.EqualFold(o.method, "head") && !o.silent:
		x.print(2, curlWarning("Setting custom HTTP method to HEAD with -X/--request may not work the way you want. Consider using -I/--head instead."))
	}
	c.hops = 0
	c.begun = x.turn.Now()
	if target.err != nil {
		c.answer = curlAnswer{length: -1}
		c.to = address{text: target.url, scheme: "http"}
		c.finish(x, target.err)
		return false
	}
	return c.open(x, target.url)
}

// curlErrors sends what goes to stderr elsewhere.
func (x context) curlErrors(name string) bool {
	ends := x.ends
	if name == "-" {
		ends[2] = ends[1]
	} else {
		if err := x.here().create(name, false); err != nil {
			x.print(2, "Warning: Failed to open "+name+"!\n")
			return true
		}
		ends[2] = end{kind: fileEnd, file: x.here().path(name)}
	}
	x.redirected(ends)
	return true
}

// curlWarning is a warning in lines of 79 characters (curl's tool_msgs.c).
func curlWarning(text string) string {
	const prefix = "Warning: "
	const room = 79 - len(prefix)
	var b strings.Builder
	for len(text) >= room { // the end of the line counts
		cut := strings.LastIndexByte(text[:room], ' ') + 1
		if cut == 0 {
			cut = room
		}
		b.WriteString(prefix + text[:cut] + "\n")
		text = text[cut:]
	}
	return b.String() + prefix + text + "\n"
}

// again reports whether a URL is to be tried again after what has come of it, as
// --retry asks, and waits until then.
func (c *curl) again(x context, failure *curlError) bool {
	o := c.opts
	why := ""
	switch {
	case c.tried >= o.retries:
		return false
	case failure != nil && failure.code == 28:
		why = ": timeout"
	case failure != nil && failure.code == 7 && o.retryRefused:
		why = ": connection refused"
	case strings.Contains(" 408 429 500 502 503 504 ", " "+strconv.Itoa(c.answer.status)+" "):
		why = ": HTTP error"
	case failure != nil && o.retryAll:
		why = "(retrying all errors)"
	default:
		return false
	}
	wait := o.retryDelay
	if wait == 0 {
		wait = min(sim.Second<<min(c.tried, 10), 600*sim.Second)
	}
	if c.tried++; !o.silent {
		x.print(2, curlWarning(fmt.Sprintf("Problem %s. Will retry in %d seconds. %d retries left.", why, wait/sim.Second, o.retries-c.tried+1)))
	}
	c.waits = true
	x.turn.SetTimer(mainTimer, x.turn.Now()+wait)
	return true
}

// open sends the request to a URL, and reports whether it could.
func (c *curl) open(x context, text string) bool {
	c.answer = curlAnswer{opened: c.answer.opened && c.hops > 0, length: -1}
	if c.hops == 0 {
		c.meterBegins(x)
	}
	to, err := c.locate(x, text)
	if c.opts.query != "" {
		to.target = withQuery(to.target, c.opts.query)
	}
	if c.opts.get && c.opts.hasData {
		to.target = withQuery(to.target, c.opts.data)
	}
	c.to = to
	if err != nil {
		c.finish(x, err.(*curlError))
		return false
	}
	server, ok := x.host.Endpoint(x.turn.World(), to.hostport())
	if c.opts.verbose {
		x.print(2, "*   Trying "+to.ip()+":"+strconv.Itoa(to.port)+"...\n")
	}
	if !ok {
		c.finish(x, c.notConnected(x))
		return false
	}
	if to.scheme == "https" {
		c.finish(x, &curlError{35, "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to " + strings.TrimPrefix(to.hostport(), "[") + " "})
		return false
	}
	r := c.request()
	for _, line := range requestHead(r) {
		c.answer.request += len(line) + 2
	}
	if c.opts.maxTime > 0 {
		x.turn.SetTimer(mainTimer, c.begun+c.opts.maxTime)
	}
	x.ask(&c.exchange, server, Summarize(r), member.Request{HTTP: &r})
	return true
}

// locate takes a URL apart and says whether its host can be found.
func (c *curl) locate(x context, text string) (address, error) {
	to, err := parseURL(text, c.opts.pathAsIs)
	if err != nil {
		return to, err
	}
	if to.host != "localhost" && !strings.Contains(to.host, ":") && !isIPv4(to.host) {
		return to, &curlError{6, "Could not resolve host: " + to.host}
	}
	return to, nil
}

// ip is the address that a host's name stands for.
func (a address) ip() string {
	if a.host == "localhost" {
		return "127.0.0.1"
	}
	return a.host
}

func (c *curl) notConnected(x context) *curlError {
	ms := (x.turn.Now() - c.begun) / sim.Millisecond
	return &curlError{7, fmt.Sprintf("Failed to connect to %s port %d after %d ms: Couldn't connect to server", c.to.host, c.to.port, ms)}
}

// verb is the method where -X asks for no other.
func (o *curlOptions) verb() string {
	switch {
	case o.head:
		return "HEAD"
	case o.uploads:
		return "PUT"
	case o.hasData && !o.get:
		return "POST"
	}
	return "GET"
}

// request makes the request to c.to.
func (c *curl) request() api.HTTPRequest {
	o := c.opts
	r := api.HTTPRequest{Method: o.verb(), Target: c.to.target, Host: c.to.hostHeader()}
	switch {
	case o.uploads:
		r.Body = []byte(o.upload)
	case o.hasData && !o.get:
		r.Body = []byte(o.data)
	}
	if o.method != "" {
		r.Method = o.method
	}
	if o.target != "" {
		r.Target = o.target
	}
	user := o.user
	if user == "" {
		user = c.to.user
	}
	if user != "" {
		r.Header = append(r.Header, api.Header{Name: "Authorization", Value: "Basic " + base64.StdEncoding.EncodeToString([]byte(user))})
	}
	if o.bearer != "" {
		r.Header = append(r.Header, api.Header{Name: "Authorization", Value: "Bearer " + o.bearer})
	}
	if o.span != "" {
		r.Header = append(r.Header, api.Header{Name: "Range", Value: "bytes=" + o.span})
	}
	standard := []api.Header{{Name: "User-Agent", Value: o.agent}, {Name: "Accept", Value: "*/*"}, {Name: "Referer", Value: o.referer}}
	if o.json {
		standard[1].Value = "application/json"
	}
	own := map[string]bool{}
	var custom []api.Header
	for _, line := range o.headers {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			if name, ok = strings.CutSuffix(line, ";"); !ok { // "Name;" sends it empty
				continue
			}
			value = " "
		}
		own[strings.ToLower(name)] = true
		switch trimmed := strings.TrimSpace(value); {
		case strings.EqualFold(name, "host") && trimmed != "":
			r.Host = trimmed
		case value != "":
			custom = append(custom, api.Header{Name: name, Value: trimmed})
		}
	}
	add := func(name, value string) {
		if !own[strings.ToLower(name)] && value != "" {
			r.Header = append(r.Header, api.Header{Name: name, Value: value})
		}
	}
	for _, h := range standard {
		add(h.Name, h.Value)
	}
	add("Cookie", o.cookie)
	if o.http2 { // an offer that etcd does not take
		add("Connection", "Upgrade, HTTP2-Settings")
		add("Upgrade", "h2c")
		add("HTTP2-Settings", "AAMAAABkAAQCAAAAAAIAAAAA")
	}
	r.Header = append(r.Header, custom...)
	if o.uploads {
		add("Content-Length", strconv.Itoa(len(r.Body)))
	} else if o.hasData && !o.get {
		add("Content-Length", strconv.Itoa(len(r.Body)))
		if o.json {
			add("Content-Type", "application/json")
		} else {
			add("Content-Type", "application/x-www-form-urlencoded")
		}
	}
	return r
}

// withQuery is a target with more in its query.
func withQuery(target, query string) string {
	if strings.Contains(target, "?") {
		return target + "&" + query
	}
	return target + "?" + query
}

// requestHead is the lines of a request before its body.
func requestHead(r api.HTTPRequest) []string {
	lines := []string{r.Method + " " + r.Target + " HTTP/1.1", "Host: " + r.Host}
	for _, h := range r.Header {
		lines = append(lines, strings.TrimSuffix(h.Name+": "+h.Value, " "))
	}
	return append(lines, "")
}

// Summarize says in a few words what a request asks for.
func Summarize(r api.HTTPRequest) string {
	s := r.Method + " " + r.Target
	if len(r.Body) > 0 {
		s += " " + string(r.Body)
	}
	return shorten(s)
}

// shorten cuts a text to what fits beside a dot on its way.
func shorten(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xc0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}

func (c *curl) refused(x context, _ *exchange) {
	if c.opts.verbose {
		x.print(2, fmt.Sprintf("* connect to %s port %d failed: Connection refused\n", c.to.ip(), c.to.port))
	}
	c.finish(x, c.notConnected(x))
	c.advance(x)
}

func (c *curl) closed(x context, _ *exchange) {
	c.connected(x)
	c.finish(x, &curlError{56, "Recv failure: Connection reset by peer"})
	c.advance(x)
}

func (c *curl) fire(x context, _ sim.Timer) {
	if c.waits {
		if c.waits = false; !c.try(x) {
			c.advance(x)
		}
		return
	}
	x.abandon(&c.exchange)
	c.connected(x)
	ms := (x.turn.Now() - c.begun) / sim.Millisecond
	of := ""
	if c.answer.length > 0 {
		of = fmt.Sprintf(" out of %d", c.answer.length)
	}
	c.finish(x, &curlError{28, fmt.Sprintf("Operation timed out after %d milliseconds with %d%s bytes received", ms, c.answer.body, of)})
	c.advance(x)
}

func (c *curl) cancel(x context) { x.abandon(&c.exchange) }

func (c *curl) clone() process { k := *c; return &k }

func (c *curl) code(w *wire.Coder) {
	wire.List(w, &c.args, w.String)
	var files curlFiles
	asks := false
	if !w.Decoding() {
		files, asks = c.all.files, c.all.files.asks
	}
	wire.List(w, &files.known, func(f *curlFile) { f.code(w) })
	w.Bytes(&c.held)
	w.Bool(&asks)
	if w.Decoding() {
		var err error
		if !asks {
			files.stdin = append([]byte{}, c.held...)
		}
		if c.all, err = parseCurl(c.args, files); err != nil || c.all.say != "" {
			w.Fail("a running curl with arguments that it refuses")
			c.all = &curlOptions{}
		}
	}
	wire.Number(w, &c.next)
	w.String(&c.to.text)
	w.String(&c.to.scheme)
	w.String(&c.to.host)
	wire.Number(w, &c.to.port)
	w.String(&c.to.user)
	w.String(&c.to.target)
	c.exchange.code(w)
	wire.Number(w, &c.begun)
	wire.Number(w, &c.hops)
	wire.Number(w, &c.answer.status)
	w.String(&c.answer.contentType)
	wire.Number(w, &c.answer.request)
	wire.Number(w, &c.answer.header)
	wire.Number(w, &c.answer.body)
	w.String(&c.answer.failure)
	w.Bool(&c.answer.skip)
	w.Bool(&c.answer.opened)
	w.Bool(&c.answer.denied)
	wire.Number(w, &c.answer.length)
	wire.List(w, &c.answer.headers, func(h *api.Header) {
		w.String(&h.Name)
		w.String(&h.Value)
	})
	wire.Number(w, &c.exit)
	wire.Number(w, &c.tried)
	w.Bool(&c.waits)
	w.String(&c.late)
	if w.Decoding() {
		c.opts = c.all
		if c.next < btoi(!c.reads()) || c.next > len(c.all.targets) {
			w.Fail("a running curl at its URL %d of %d", c.next, len(c.all.targets))
		} else if c.next > 0 {
			c.opts = c.all.targets[c.next-1].options
		}
	}
}
