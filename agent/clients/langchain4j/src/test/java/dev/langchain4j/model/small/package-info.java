/** Stands for a provider's module whose HTTP client adds what it was made with: in the library's package, to be taken for one. */
package dev.langchain4j.model.small;
