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
	opts *curlOptions // of args and of the files
	held []byte       // what has been read of stdin, which goes before all else
	next int          // which URL comes after this one
	to   address      // the one that is asked now
	exchange
	begun  sim.Time // of this URL
	hops   int      // redirects so far
	answer curlAnswer
	exit   int // of the last URL
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
	length      int  // of the body, as announced; -1: not
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
		x.start(&curl{args: args[1:], opts: opts})
	}
}

func (c *curl) begin(x context) {
	if !c.reads() {
		c.advance(x)
	}
}

// reads implements reader: what @- stands for has to be read first.
func (c *curl) reads() bool { return c.opts.files.asks }

// consume implements reader.
func (c *curl) consume(x context, data []byte, ended bool) int {
	c.held = append(c.held[:len(c.held):len(c.held)], data...)
	switch {
	case len(c.held) > fileBytesMax:
		x.print(2, "curl: (26) Failed to open/read local data from file/application\n")
		x.exit(26)
	case ended:
		c.opts, _ = parseCurl(c.args, curlFiles{known: c.opts.files.known, stdin: append([]byte{}, c.held...)})
		c.advance(x)
	}
	return len(data)
}

// advance asks the next URL, until one has to be waited for.
func (c *curl) advance(x context) {
	for c.next < len(c.opts.urls) {
		text := c.opts.urls[c.next]
		c.next++
		c.hops = 0
		c.begun = x.turn.Now()
		if c.open(x, text) {
			return
		}
	}
	x.exit(c.exit)
}

// open sends the request to a URL, and reports whether it could.
func (c *curl) open(x context, text string) bool {
	c.answer = curlAnswer{opened: c.answer.opened && c.hops > 0, length: -1}
	if c.hops == 0 {
		c.meterBegins(x)
	}
	to, err := c.locate(x, text)
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
	if !c.opts.noGlob {
		if i := strings.IndexAny(text, "{}[]"); i >= 0 && !strings.Contains(text, "://[") {
			return address{text: text}, &curlError{3, fmt.Sprintf("globbing in URL position %d is not there yet in raftarium; -g takes %c as it is", i+1, text[i])}
		}
	}
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

// request makes the request to c.to.
func (c *curl) request() api.HTTPRequest {
	o := c.opts
	r := api.HTTPRequest{Method: "GET", Target: c.to.target, Host: c.to.hostHeader()}
	switch {
	case o.get && o.hasData:
		separator := "?"
		if strings.Contains(r.Target, "?") {
			separator = "&"
		}
		r.Target += separator + o.data
	case o.hasData:
		r.Method = "POST"
		r.Body = []byte(o.data)
	}
	if o.head {
		r.Method = "HEAD"
	}
	if o.method != "" {
		r.Method = o.method
	}
	user := o.user
	if user == "" {
		user = c.to.user
	}
	if user != "" {
		r.Header = append(r.Header, api.Header{Name: "Authorization", Value: "Basic " + base64.StdEncoding.EncodeToString([]byte(user))})
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
	r.Header = append(r.Header, custom...)
	if o.hasData && !o.get {
		add("Content-Length", strconv.Itoa(len(r.Body)))
		if o.json {
			add("Content-Type", "application/json")
		} else {
			add("Content-Type", "application/x-www-form-urlencoded")
		}
	}
	return r
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
	x.abandon(&c.exchange)
	c.connected(x)
	ms := (x.turn.Now() - c.begun) / sim.Millisecond
	c.finish(x, &curlError{28, fmt.Sprintf("Operation timed out after %d milliseconds with %d bytes received", ms, c.answer.body)})
	c.advance(x)
}

func (c *curl) cancel(x context) { x.abandon(&c.exchange) }

func (c *curl) clone() process { k := *c; return &k }

func (c *curl) code(w *wire.Coder) {
	wire.List(w, &c.args, w.String)
	var files curlFiles
	asks := false
	if !w.Decoding() {
		files, asks = c.opts.files, c.opts.files.asks
	}
	wire.List(w, &files.known, func(f *curlFile) { f.code(w) })
	w.Bytes(&c.held)
	w.Bool(&asks)
	if w.Decoding() {
		var err error
		if !asks {
			files.stdin = append([]byte{}, c.held...)
		}
		if c.opts, err = parseCurl(c.args, files); err != nil || c.opts.say != "" {
			w.Fail("a running curl with arguments that it refuses")
			c.opts = &curlOptions{}
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
	wire.Number(w, &c.exit)
	if w.Decoding() && (c.next < btoi(!c.reads()) || c.next > len(c.opts.urls)) {
		w.Fail("a running curl at its URL %d of %d", c.next, len(c.opts.urls))
	}
}
