package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"
)

// The size of A4 in points, of which 72 are an inch.
const (
	Width  = 595.28
	Height = 841.89
)

// Page is what is on a page.
type Page []Picture

// Picture is a picture on a page: an SVG document as viz/ink makes it, with its upper
// left corner at a place, in points from that of the page. One of its units becomes
// Scale points. Of a picture that goes on on another page, only what is from Top on
// and Part high is drawn, and Top lies at the place; a Part of 0 is all of it. Grounds
// that fill a whole picture are left out: paper has its own.
type Picture struct {
	SVG       []byte
	X, Y      float32
	Scale     float32
	Top, Part float32
}

// PDF returns a file of pages of A4. Lang is the language of the texts, as
// narrate.Lang writes it, and shapes is what they are written with. An error says
// what of a picture is not understood.
func PDF(title, lang string, shapes Shapes, pages []Page) ([]byte, error) {
	f := &file{type3: newType3(shapes)}
	catalog, tree, resources := f.reserve(), f.reserve(), f.reserve()
	var kids []string
	for i, p := range pages {
		content, err := f.page(p)
		if err != nil {
			return nil, fmt.Errorf("put page %d on paper: %w", i+1, err)
		}
		stream := f.stream("", content)
		kids = append(kids, ref(f.add(fmt.Sprintf("<< /Type /Page /Parent %s /MediaBox [0 0 %v %v] /Resources %s /Contents %s >>",
			ref(tree), Width, Height, ref(resources), ref(stream)))))
	}
	f.set(tree, fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids)))
	f.set(resources, "<< /ProcSet [/PDF /Text] /Font << "+f.writeFonts()+" >> >>")
	f.set(catalog, fmt.Sprintf("<< /Type /Catalog /Pages %s /Lang (%s) >>", ref(tree), lang))
	info := f.add("<< /Title " + words(title) + " /Producer (Raftarium) >>")
	return f.bytes(catalog, info), nil
}

// file is a PDF that is being made: its objects, the first of which is number 1.
type file struct {
	objects []string
	type3
}

func (f *file) reserve() int { return f.add("") }

func (f *file) add(object string) int {
	f.objects = append(f.objects, object)
	return len(f.objects)
}

func (f *file) set(number int, object string) { f.objects[number-1] = object }

// stream adds a stream with more entries in its dictionary.
func (f *file) stream(entries string, content []byte) int {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(content) // into memory, which does not fail
	z.Close()
	return f.add(fmt.Sprintf("<< %s/Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", entries, packed.Len(), packed.Bytes()))
}

func ref(number int) string { return fmt.Sprintf("%d 0 R", number) }

// words is a text of a dictionary, in UTF-16.
func words(text string) string { return "<FEFF" + hex16(text) + ">" }

func hex16(text string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// bytes writes the file down.
func (f *file) bytes(catalog, info int) []byte {
	b := []byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") // binary, as the second line says
	at := make([]int, len(f.objects))
	for i, object := range f.objects {
		at[i] = len(b)
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		b = fmt.Appendf(b, "%010d 00000 n \n", offset)
	}
	return fmt.Appendf(b, "trailer\n<< /Size %d /Root %s /Info %s >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, ref(catalog), ref(info), table)
}
