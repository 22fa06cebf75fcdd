/** `npm run docs`: writes the pages of `docs` that come out of the program itself. */
import {writeFileSync} from 'node:fs';
import {documentsPage, documentsPageFile} from './docs/documents-page.ts';

writeFileSync(documentsPageFile, documentsPage());
