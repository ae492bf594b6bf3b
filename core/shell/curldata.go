package shell

import (
	"strings"

	"raftarium/core/wire"
)

// What curl reads from files, or from its stdin, before it asks anyone:
// -d @file and its kin.

// curlFile is what was read of a file when curl began.
type curlFile struct {
	data    []byte
	missing bool
}

// loaded reads the files that arguments name as they were read first, and those
// after them by more. Stdin is nil as long as it has not been read.
type curlFiles struct {
	known []curlFile
	next  int
	more  func(name string) curlFile // nil: there are none
	stdin []byte
	asks  bool // stdin is wanted and has not been read
}

func (f *curlFiles) read(name string) (data string, ok bool) {
	if name == "-" {
		f.asks = f.asks || f.stdin == nil
		return string(f.stdin), true
	}
	if f.next == len(f.known) {
		file := curlFile{missing: true}
		if f.more != nil {
			file = f.more(name)
		}
		f.known = append(f.known, file)
	}
	f.next++
	file := f.known[f.next-1]
	return string(file.data), !file.missing
}

func (f *curlFile) code(w *wire.Coder) {
	w.Bytes(&f.data)
	w.Bool(&f.missing)
}

// load returns what @file stands for, or what it stands before. A file that is
// not there is as an empty one.
func (o *curlOptions) load(arg string) (text string, loaded bool) {
	name, ok := strings.CutPrefix(arg, "@")
	if !ok {
		return arg, false
	}
	text, found := o.files.read(name)
	if !found {
		o.warnings += "Warning: Couldn't read data from file \"" + name + "\", this makes an empty \nWarning: POST.\n"
	}
	return text, true
}

func (o *curlOptions) addData(data string) {
	if o.hasData {
		o.data += "&"
	}
	o.data += data
	o.hasData = true
}

// addData takes data, or a file without its line breaks.
func addData(o *curlOptions, arg string) error {
	text, loaded := o.load(arg)
	if loaded {
		text = strings.NewReplacer("\r", "", "\n", "", "\x00", "").Replace(text)
	}
	o.addData(text)
	return nil
}

func addBinary(o *curlOptions, arg string) error {
	text, _ := o.load(arg)
	o.addData(text)
	return nil
}

func addJSON(o *curlOptions, arg string) error {
	text, _ := o.load(arg)
	o.data += text
	o.hasData, o.json = true, true
	return nil
}

// addEncodedData takes content, =content, name=content, @file or name@file.
func addEncodedData(o *curlOptions, arg string) error {
	i := strings.IndexAny(arg, "=@")
	name, content := "", arg
	if i >= 0 {
		if name, content = arg[:i], arg[i+1:]; arg[i] == '@' {
			content, _ = o.load(arg[i:])
		}
	}
	if name != "" {
		name += "="
	}
	o.addData(name + strings.ReplaceAll(percentEncode(content), "%20", "+"))
	return nil
}

// addHeader takes a header, or a file with one a line.
func addHeader(o *curlOptions, arg string) error {
	text, loaded := o.load(arg)
	if !loaded {
		o.headers = append(o.headers, text)
		return nil
	}
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSuffix(line, "\r"); line != "" {
			o.headers = append(o.headers, line)
		}
	}
	return nil
}

func setWriteOut(o *curlOptions, arg string) error {
	o.writeOut, _ = o.load(arg)
	return nil
}

// setOutput takes where the next of the URLs goes.
func setOutput(o *curlOptions, arg string) error {
	o.outputs = append(o.outputs, arg)
	return nil
}
