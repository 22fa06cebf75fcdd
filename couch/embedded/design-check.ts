/** The form of a design document: which fields are texts and which are objects, and what a view is made of. */
import type {Document} from './database.ts';
import {CouchError} from './errors.ts';
import {builtInOf} from './reduce.ts';
import {isObject} from './request-body.ts';

const objectFields = ['options', 'filters', 'lists', 'shows', 'updates', 'views'] as const;
const textFields = ['language', 'validate_doc_update'] as const;

export function checkDesign(document: Document): void {
	for (const field of objectFields) {
		requireKind(document[field], field, 'object');
	}
	for (const field of textFields) {
		requireKind(document[field], field, 'string');
	}
	const {views, language} = document;
	for (const [name, view] of Object.entries(isObject(views) ? views : {})) {
		requireKind(view, `views.${name}`, 'object');
		if (name !== 'lib' && language !== 'query' && isObject(view)) {
			checkView(name, view['map'], view['reduce']);
		}
	}
}

function checkView(name: string, map: unknown, reduce: unknown): void {
	if (map === undefined) {
		throw invalid(`View \`${name}\` must contain map function`);
	}
	requireKind(map, `views.${name}.map`, 'string');
	requireKind(reduce, `views.${name}.reduce`, 'string');
	if (typeof reduce === 'string' && reduce.startsWith('_')) {
		builtInOf(reduce);
	}
}

function requireKind(value: unknown, field: string, kind: 'object' | 'string'): void {
	const isRight = kind === 'object' ? isObject(value) : typeof value === 'string';
	if (value !== undefined && !isRight) {
		throw invalid(`\`${field}\` field must have ${kind} type`);
	}
}

function invalid(reason: string): CouchError {
	return new CouchError(400, 'invalid_design_doc', reason);
}
