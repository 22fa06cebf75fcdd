/**
 * What the functions of a design document find around them, as JavaScript text that runs inside QuickJS: the names
 * CouchDB gives them, and four of ours that the host calls with JSON text. Two of the host's are taken away before a
 * function of the design document runs.
 *
 * A function's source is a program whose last expression is the function, or one anonymous `function (…) {…}`. Each is
 * evaluated in a scope of its own, so that two of them may both declare `const M`.
 */
export const prelude = `
var isArray = Array.isArray;
var toJSON = JSON.stringify;
var sum = function (values) { return values.reduce(function (total, value) { return total + value; }, 0); };
var emit, log;

(function (global) {
	'use strict';
	var evaluate = eval;
	var functions = [];
	var modules = Object.create(null);
	var emitted = [];
	var logged = [];
	var ddoc = {};
	var nextDocument = global.__nextDocument, member = global.__member;
	delete global.__nextDocument;
	delete global.__member;

	global.log = function (message) {
		if (logged.length < 100) logged.push(typeof message === 'string' ? message : JSON.stringify(message));
	};
	global.emit = function (key, value) {
		emitted.push([key === undefined ? null : key, value === undefined ? null : value]);
	};

	function compile(source) {
		var value;
		try {
			value = evaluate(source);
		} catch (error) {
			if (!(error instanceof SyntaxError)) throw error;
			value = evaluate('(' + source.replace(/[;\\s]+$/, '') + '\\n)');
		}
		if (typeof value !== 'function' || /^Async/.test(value.constructor.name)) {
			throw new TypeError('Expression does not eval to a function. (' + source + ')');
		}
		return value;
	}

	function resolve(path, from) {
		var relative = path.charAt(0) === '.';
		var parts = relative ? from.slice(0, -1) : [];
		path.split('/').forEach(function (part) {
			if (part === '..') parts.pop();
			else if (part !== '.' && part !== '') parts.push(part);
		});
		return parts;
	}

	function load(path, from) {
		var parts = resolve(path, from);
		var id = parts.join('/');
		if (modules[id] !== undefined) return modules[id].exports;
		var source = parts.reduce(function (node, part) { return Object(node)[part]; }, ddoc);
		if (typeof source !== 'string') throw new Error('invalid_require_path: ' + path);
		var module = modules[id] = {id: id, exports: {}};
		evaluate('(function (module, exports, require) {' + source + '\\n})')(module, module.exports, function (inner) {
			return load(inner, parts);
		});
		return module.exports;
	}
	global.require = function (path) { return load(path, []); };

	var parse = JSON.parse, stringify = JSON.stringify, freeze = Object.freeze, define = Object.defineProperty;
	function frozen(_, value) { return freeze(value); }
	function freezeAll(value) {
		for (var name in value) {
			var member = value[name];
			if (typeof member === 'object' && member !== null) freezeAll(member);
		}
		freeze(value);
	}

	// What a map does not look at is never brought over: it is fetched from the host when it is asked for. An arrow is made
	// quicker than a function.
	function later(document, name) {
		var isKnown = false, value;
		return () => {
			if (!isKnown) {
				value = parse(member(document, name), frozen);
				isKnown = true;
			}
			return value;
		};
	}
	function openDocument(text) {
		var parts = parse(text), doc = parts[1];
		parts[2].forEach(function (name) { freezeAll(doc[name]); });
		parts[3].forEach(function (name) {
			define(doc, name, {get: later(parts[0], name), enumerable: true, configurable: false});
		});
		return freeze(doc);
	}

	function report(error) {
		if (error instanceof Error) return {error: {name: error.name, message: error.message}};
		return {thrown: error === undefined ? null : error};
	}

	function answer(run) {
		logged = [];
		var result;
		try {
			var value = run();
			result = {value: value === undefined ? null : value};
		} catch (error) {
			result = report(error);
		}
		if (logged.length > 0) result.log = logged;
		return JSON.stringify(result);
	}

	global.__setDesignDocument = function (text) {
		return answer(function () { ddoc = JSON.parse(text); });
	};
	global.__compile = function (source) {
		return answer(function () { return functions.push(compile(source)) - 1; });
	};
	global.__call = function (index, text) {
		return answer(function () { return functions[index].apply(ddoc, JSON.parse(text)); });
	};
	// Documents of the host, one after the other, through several maps; a map that throws emits nothing for its document.
	// Ends early when the answer grows long: what it holds is for the first of the documents.
	global.__map = function (text, lengthMax) {
		return answer(function () {
			var indexes = parse(text), results = [], length = 0;
			for (var source; length < lengthMax && (source = nextDocument()) !== undefined; ) {
				var doc = openDocument(source);
				var lists = indexes.map(function (index) {
					emitted = [];
					try {
						functions[index].call(ddoc, doc);
						return stringify(emitted);
					} catch (error) {
						global.log(String(error));
						return '[]';
					}
				});
				emitted = [];
				var result = '[' + lists.join() + ']';
				length += result.length;
				results.push(result);
			}
			return '[' + results.join() + ']';
		});
	};
})(globalThis);
`;
