package shell

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// curlOptions is what curl was asked for. It does not change once parsed.
type curlOptions struct {
	urls          []string
	method        string // -X
	data          string // -d and its kin, joined by &
	hasData       bool
	headers       []string
	include, head bool
	verbose       bool
	follow        bool
	get           bool // -G
	fail          bool
	failWithBody  bool
	silent        bool
	showError     bool
	noGlob        bool
	noBuffer      bool // -N
	pathAsIs      bool
	outputs       []string // -o, for each of the URLs in turn
	noMeter       bool     // -#, --no-progress-meter
	maxTime       sim.Time // 0: none
	user          string
	agent         string
	referer       string
	json          bool
	writeOut      string
	upload        string // -T: what is sent by PUT
	uploads       bool
	dump          string // -D: where heads go
	folder        string // --output-dir
	makesFolders  bool   // --create-dirs
	remoteNames   bool   // --remote-name-all
	http2         bool
	query         string // --url-query
	target        string // --request-target
	cookie, span  string // -b, -r
	bearer        string
	sizeMax       int // --max-filesize; 0: none
	failEarly     bool
	retries       int // --retry
	retryDelay    sim.Time
	retryRefused  bool
	retryAll      bool
	files         curlFiles
	warnings      string
	stderr        string       // --stderr
	say           string       // what is printed instead of asking anyone: -h, -V
	targets       []curlTarget // of the first: all that is asked for
}

// remoteName stands for -O among the outputs.
const remoteName = "\x00"

// curlFlag is one of curl's options.
type curlFlag struct {
	short byte // 0: none
	long  string
	on    func(o *curlOptions, on bool)          // without an argument; nil: it takes one
	with  func(o *curlOptions, arg string) error // with one
}

// curlFlags are the options that are there, as in curl's tool_getparam.c.
// Those without an effect concern what this network does not have.
var curlFlags = []curlFlag{
	{short: 'X', long: "request", with: func(o *curlOptions, a string) error { o.method = a; return nil }},
	{short: 'd', long: "data", with: addData},
	{long: "data-ascii", with: addData},
	{long: "data-binary", with: addBinary},
	{long: "data-raw", with: func(o *curlOptions, a string) error { o.addData(a); return nil }},
	{long: "data-urlencode", with: addEncodedData},
	{long: "json", with: addJSON},
	{short: 'H', long: "header", with: addHeader},
	{short: 's', long: "silent", on: func(o *curlOptions, on bool) { o.silent = on }},
	{short: 'S', long: "show-error", on: func(o *curlOptions, on bool) { o.showError = on }},
	{short: 'i', long: "include", on: func(o *curlOptions, on bool) { o.include = on }},
	{short: 'I', long: "head", on: func(o *curlOptions, on bool) { o.head = on }},
	{short: 'v', long: "verbose", on: func(o *curlOptions, on bool) { o.verbose = on }},
	{short: 'L', long: "location", on: func(o *curlOptions, on bool) { o.follow = on }},
	{short: 'G', long: "get", on: func(o *curlOptions, on bool) { o.get = on }},
	{short: 'f', long: "fail", on: func(o *curlOptions, on bool) { o.fail = on }},
	{long: "fail-with-body", on: func(o *curlOptions, on bool) { o.failWithBody = on }},
	{short: 'g', long: "globoff", on: func(o *curlOptions, on bool) { o.noGlob = on }},
	{long: "path-as-is", on: func(o *curlOptions, on bool) { o.pathAsIs = on }},
	{short: 'N', long: "no-buffer", on: func(o *curlOptions, on bool) { o.noBuffer = on }},
	{long: "buffer", on: func(o *curlOptions, on bool) { o.noBuffer = !on }},
	{short: 'k', long: "insecure", on: func(*curlOptions, bool) {}},
	{short: '4', long: "ipv4", on: func(*curlOptions, bool) {}},
	{short: '#', long: "progress-bar", on: func(o *curlOptions, on bool) { o.noMeter = on }},
	{long: "progress-meter", on: func(o *curlOptions, on bool) { o.noMeter = !on }},
	{long: "http1.1", on: func(*curlOptions, bool) {}},
	{long: "compressed", on: func(*curlOptions, bool) {}},
	{long: "connect-timeout", with: func(_ *curlOptions, a string) error { _, err := curlSeconds(a); return err }},
	{short: 'm', long: "max-time", with: func(o *curlOptions, a string) (err error) { o.maxTime, err = curlSeconds(a); return }},
	{short: 'w', long: "write-out", with: setWriteOut},
	{short: 'o', long: "output", with: setOutput},
	{short: 'A', long: "user-agent", with: func(o *curlOptions, a string) error { o.agent = a; return nil }},
	{short: 'e', long: "referer", with: func(o *curlOptions, a string) error { o.referer = a; return nil }},
	{short: 'u', long: "user", with: func(o *curlOptions, a string) error { o.user = a; return nil }},
	{long: "url", with: func(o *curlOptions, a string) error { o.urls = append(o.urls, a); return nil }},
	{short: 'h', long: "help", on: func(o *curlOptions, _ bool) { o.say = curlHelp }},
	{short: 'V', long: "version", on: func(o *curlOptions, _ bool) { o.say = curlVersion }},
	{short: 'F', long: "form", with: notInCurl}, {long: "form-string", with: notInCurl},
	{short: 'O', long: "remote-name", on: func(o *curlOptions, _ bool) { o.outputs = append(o.outputs, remoteName) }},
	{long: "remote-name-all", on: func(o *curlOptions, on bool) { o.remoteNames = on }},
	{long: "output-dir", with: func(o *curlOptions, a string) error { o.folder = a; return nil }},
	{long: "create-dirs", on: func(o *curlOptions, on bool) { o.makesFolders = on }},
	{short: 'T', long: "upload-file", with: setUpload},
	{short: 'D', long: "dump-header", with: func(o *curlOptions, a string) error { o.dump = a; return nil }},
	{short: 'b', long: "cookie", with: setCookie},
	{short: 'r', long: "range", with: func(o *curlOptions, a string) error { o.span = a; return nil }},
	{long: "url-query", with: addQuery},
	{long: "request-target", with: func(o *curlOptions, a string) error { o.target = a; return nil }},
	{long: "oauth2-bearer", with: func(o *curlOptions, a string) error { o.bearer = a; return nil }},
	{long: "max-filesize", with: func(o *curlOptions, a string) (err error) { o.sizeMax, err = curlNumber(a); return }},
	{long: "fail-early", on: func(o *curlOptions, on bool) { o.failEarly = on }},
	{long: "retry", with: func(o *curlOptions, a string) (err error) { o.retries, err = curlNumber(a); return }},
	{long: "retry-delay", with: func(o *curlOptions, a string) (err error) { o.retryDelay, err = curlSeconds(a); return }},
	{long: "retry-max-time", with: ignoredInCurl},
	{long: "retry-connrefused", on: func(o *curlOptions, on bool) { o.retryRefused = on }},
	{long: "retry-all-errors", on: func(o *curlOptions, on bool) { o.retryAll = on }},
	{long: "http2", on: func(o *curlOptions, on bool) { o.http2 = on }},
	{long: "stderr", with: func(o *curlOptions, a string) error { o.stderr = a; return nil }},
	{short: 'q', long: "disable", on: func(*curlOptions, bool) {}},
	{short: 'J', long: "remote-header-name", on: func(*curlOptions, bool) {}},
	{short: 'R', long: "remote-time", on: func(*curlOptions, bool) {}},
	{long: "raw", on: func(*curlOptions, bool) {}}, {long: "keepalive", on: func(*curlOptions, bool) {}},
	{long: "sessionid", on: func(*curlOptions, bool) {}}, {long: "tr-encoding", on: func(*curlOptions, bool) {}},
	{long: "tcp-nodelay", on: func(*curlOptions, bool) {}}, {long: "tcp-fastopen", on: func(*curlOptions, bool) {}},
	{long: "basic", on: func(*curlOptions, bool) {}}, {long: "anyauth", on: func(*curlOptions, bool) {}},
	{long: "styled-output", on: func(*curlOptions, bool) {}}, {long: "location-trusted", on: func(o *curlOptions, on bool) { o.follow = on }},
	{long: "noproxy", with: ignoredInCurl}, {long: "interface", with: ignoredInCurl}, {long: "keepalive-time", with: ignoredInCurl},
	{long: "limit-rate", with: ignoredInCurl}, {long: "expect100-timeout", with: ignoredInCurl}, {long: "max-redirs", with: ignoredInCurl},
	{short: 'Y', long: "speed-limit", with: ignoredInCurl}, {short: 'y', long: "speed-time", with: ignoredInCurl},
	{short: 'x', long: "proxy", with: notInCurl}, {short: 'c', long: "cookie-jar", with: notInCurl}, {short: 'K', long: "config", with: notInCurl},
	{short: '0', long: "http1.0", with: notInCurl}, {long: "http2-prior-knowledge", with: notInCurl}, {long: "http3", with: notInCurl},
	{long: "trace-ascii", with: notInCurl}, {long: "resolve", with: notInCurl}, {long: "connect-to", with: notInCurl}, {long: "unix-socket", with: notInCurl},
	{short: 'E', long: "cert", with: notInCurl}, {long: "cacert", with: notInCurl}, {long: "key", with: notInCurl},
	{short: 'Z', long: "parallel", with: notInCurl}, {long: "trace", with: notInCurl}, {short: 'Q', long: "quote", with: notInCurl},
}

var errNotInCurl = errors.New("is not there yet in raftarium")

func notInCurl(*curlOptions, string) error { return errNotInCurl }

// parseCurl reads curl's arguments, without the word curl, and the files that
// they name.
func parseCurl(args []string, files curlFiles) (*curlOptions, error) {
	first := &curlOptions{agent: "curl/7.88.1", files: files}
	o := first
	next := func() error {
		switch {
		case o.say != "" || first.say != "":
		case len(o.urls) == 0:
			return errors.New("no URL specified!")
		case o.head && o.hasData && !o.get:
			return errors.New("You can only select one HTTP request method! You asked for both POST (-d, --data) and HEAD (-I, --head).")
		}
		if o != first {
			first.files, first.warnings = o.files, first.warnings+o.warnings
		}
		first.addTargets(o)
		return nil
	}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		var err error
		switch {
		case arg == "--next" || arg == "-:":
			if err := next(); err != nil {
				return nil, err
			}
			// What concerns the whole program goes on to hold.
			o = &curlOptions{agent: first.agent, files: first.files, silent: o.silent, showError: o.showError, verbose: o.verbose, noMeter: o.noMeter}
		case arg == "--":
			o.urls = append(o.urls, args...)
			args = nil
		case strings.HasPrefix(arg, "--"):
			args, err = o.long(arg, args)
		case len(arg) > 1 && arg[0] == '-':
			args, err = o.shorts(arg, args)
		default:
			o.urls = append(o.urls, arg)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := next(); err != nil {
		return nil, err
	}
	if first.say == "" {
		first.say = o.say
	}
	return first, nil
}

func ignoredInCurl(*curlOptions, string) error { return nil }

func setUpload(o *curlOptions, arg string) error {
	text, found := o.files.read(arg)
	if !found {
		return errors.New("error encountered when reading a file")
	}
	o.upload, o.uploads = text, true
	return nil
}

// setCookie takes NAME=VALUE; there are no files of cookies.
func setCookie(o *curlOptions, arg string) error {
	if !strings.Contains(arg, "=") {
		return errNotInCurl
	}
	o.cookie = arg
	return nil
}

func addQuery(o *curlOptions, arg string) error {
	if o.query != "" {
		o.query += "&"
	}
	i := strings.IndexByte(arg, '=')
	switch {
	case strings.HasPrefix(arg, "+"):
		o.query += arg[1:]
	case i > 0:
		o.query += arg[:i+1] + percentEncode(arg[i+1:])
	default:
		o.query += percentEncode(strings.TrimPrefix(arg, "="))
	}
	return nil
}

func curlNumber(text string) (int, error) {
	n, err := strconv.Atoi(text)
	switch {
	case err == nil && n < 0:
		return 0, errors.New("expected a positive numerical parameter")
	case err != nil:
		return 0, errors.New("expected a proper numerical parameter")
	}
	return n, nil
}

// long takes an option such as --data, or the beginning of its name where that
// is of one only.
func (o *curlOptions) long(arg string, rest []string) ([]string, error) {
	name, on := arg[2:], true
	flag, err := findLong(name)
	if flag == nil && strings.HasPrefix(name, "no-") {
		if f, _ := findLong(name[3:]); f != nil && f.on != nil {
			flag, on = f, false
		}
	}
	if flag == nil {
		return nil, fmt.Errorf("option %s: %w", arg, err)
	}
	if flag.on != nil {
		flag.on(o, on)
		return rest, nil
	}
	return o.argument(flag, arg, rest)
}

func findLong(name string) (*curlFlag, error) {
	var found *curlFlag
	for i := range curlFlags {
		switch long := curlFlags[i].long; {
		case long == name:
			return &curlFlags[i], nil
		case name != "" && strings.HasPrefix(long, name) && found != nil:
			return nil, errors.New("is ambiguous")
		case name != "" && strings.HasPrefix(long, name):
			found = &curlFlags[i]
		}
	}
	if found == nil {
		return nil, errors.New("is unknown")
	}
	return found, nil
}

// shorts takes options such as -sS, -XPUT or -d.
func (o *curlOptions) shorts(arg string, rest []string) ([]string, error) {
	for i := 1; i < len(arg); i++ {
		flag := findShort(arg[i])
		switch {
		case flag == nil:
			return nil, fmt.Errorf("option %s: is unknown", arg)
		case flag.on != nil:
			flag.on(o, true)
		case i+1 < len(arg):
			return rest, named(arg[:i+1], flag.with(o, arg[i+1:]))
		default:
			return o.argument(flag, arg, rest)
		}
	}
	return rest, nil
}

func findShort(short byte) *curlFlag {
	for i := range curlFlags {
		if curlFlags[i].short == short {
			return &curlFlags[i]
		}
	}
	return nil
}

// argument gives an option the word after it.
func (o *curlOptions) argument(flag *curlFlag, arg string, rest []string) ([]string, error) {
	if len(rest) == 0 {
		return nil, fmt.Errorf("option %s: requires parameter", arg)
	}
	return rest[1:], named(arg, flag.with(o, rest[0]))
}

func named(arg string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("option %s: %w", arg, err)
}

// percentEncode leaves only what RFC 3986 calls unreserved.
func percentEncode(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte("0123456789ABCDEF"[c>>4])
		b.WriteByte("0123456789ABCDEF"[c&15])
	}
	return b.String()
}

// curlSeconds reads a number of seconds.
func curlSeconds(text string) (sim.Time, error) {
	if strings.HasPrefix(text, "-") && digits(strings.ReplaceAll(text[1:], ".", "")) {
		return 0, errors.New("expected a positive numerical parameter")
	}
	if text == "" || !digits(strings.Replace(text, ".", "", 1)) {
		return 0, errors.New("expected a proper numerical parameter")
	}
	return parseDuration(text, sim.Second)
}

const curlVersion = "curl 7.88.1 (raftarium)\nProtocols: http\n"

const curlHelp = `Usage: curl [options...] <url>
 -d, --data <data>          HTTP POST data
 -f, --fail                 Fail fast with no output on HTTP errors
 -h, --help <category>      Get help for commands
 -i, --include              Include protocol response headers in the output
 -o, --output <file>        Write to file instead of stdout
 -s, --silent               Silent mode
 -u, --user <user:password> Server user and password
 -A, --user-agent <name>    Send User-Agent <name> to server
 -v, --verbose              Make the operation more talkative
 -V, --version              Show version number and quit
 -X, --request <method>     Specify request method to use
`
