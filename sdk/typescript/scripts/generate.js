// Makes src/generated.ts of the API's description; with --check it only says whether the file is what it would be.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const HEAD = `// Made of sdk/openapi.json by \`make sdk\`. Do not edit.\n\n`;
const description = new URL("../../openapi.json", import.meta.url);
const target = new URL("../src/generated.ts", import.meta.url);

const document = JSON.parse(await readFile(description, "utf8"));
const codes = Object.keys(document.components.examples ?? {}).sort();
for (const operations of Object.values(document.paths)) {
  for (const operation of Object.values(operations)) {
    // Every refusal is a Problem, and headers are read by the client: neither needs types of its own per operation.
    for (const [status, answer] of Object.entries(operation.responses)) {
      if (/^[45]/.test(status)) delete operation.responses[status];
      delete answer.headers;
    }
    for (const body of [operation.requestBody ?? {}, ...Object.values(operation.responses)]) {
      for (const content of Object.values(body.content ?? {})) delete content.example; // the reference page shows them
    }
  }
}
delete document.components.examples;
delete document.components.headers;

const made = await openapiTS(document, {
  alphabetize: true,
  defaultNonNullable: false, // a field with a default may be left out of a request
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
});
const types = astToString(made);
const known = codes.map((code) => `  | ${JSON.stringify(code)}`).join("\n");
const text = `${HEAD}${types}
/** The codes that the API answers with, as its description knows them. */
export type KnownCode =
${known};
`;

if (!process.argv.includes("--check")) {
  await writeFile(target, text);
} else if ((await readFile(target, "utf8").catch(() => "")) !== text) {
  console.error("sdk/typescript/src/generated.ts is not what sdk/openapi.json says. Run: make sdk");
  process.exit(1);
}
