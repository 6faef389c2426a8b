package dev.tideway.catalog.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.tideway.catalog.database.DatabaseAwayException;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.WireJson;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.handler.HttpException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.CharConversionException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request of the API into one form of refusal. */
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    /** RFC 6750, section 3. */
    private static final String CHALLENGE = "Bearer realm=\"tideway\"";

    private final AllowedMethods allowed;

    ProblemMapper(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    RestResponse<Problem> refused(RefusedException e) {
        Problem problem = e.problem();
        return problem.status() == ProblemType.NOT_ALLOWED.status()
                ? forbidden(problem)
                : answer(problem).build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> invalid(InvalidValueException e) {
        return answer(invalidValue(e)).build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> databaseAway(DatabaseAwayException e) {
        LOG.warnf("Answered 503: %s", e.getMessage());
        return answer(Problem.of(
                        ProblemType.DATABASE_AWAY,
                        "Nothing was changed that you were not told of. Ask again in some seconds."))
                .build();
    }

    /** There was no token. */
    @ServerExceptionMapper
    RestResponse<Problem> noToken(UnauthorizedException e) {
        return unauthorized(CHALLENGE);
    }

    /** There was one that is not all right; in which way is not told. */
    @ServerExceptionMapper
    RestResponse<Problem> badToken(AuthenticationFailedException e) {
        return unauthorized(CHALLENGE + ", error=\"invalid_token\"");
    }

    private static RestResponse<Problem> unauthorized(String challenge) {
        return answer(
                        Problem.of(
                                ProblemType.NOT_AUTHENTICATED,
                                "Send the header Authorization: Bearer with a token of this installation that has not expired."))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> notAllowed(ForbiddenException e) {
        return forbidden(Problem.of(ProblemType.NOT_ALLOWED, "The token does not allow this."));
    }

    private static RestResponse<Problem> forbidden(Problem problem) {
        return answer(problem)
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"")
                .build();
    }

    /** The second one is named because the framework has a mapper of its own for it, which is nearer. */
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    RestResponse<Problem> malformed(JsonProcessingException e) {
        return answer(malformedBody(e)).build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException e, UriInfo request) {
        if (e.getCause() instanceof JsonProcessingException broken) {
            return malformed(broken);
        }
        int status = e.getResponse().getStatus();
        String methods = allowed.of(request.getPath());
        // For some paths the framework answers a wrong method as if the path did not exist.
        if (status == 405 || (status == 404 && !methods.isEmpty())) {
            return answer(ofStatus(405)).header(HttpHeaders.ALLOW, methods).build();
        }
        return answer(ofStatus(status)).build();
    }

    /** What the HTTP server refuses while the request is read, such as a query of broken percent-encoding. */
    @ServerExceptionMapper
    RestResponse<Problem> unreadableRequest(HttpException e) {
        return answer(
                        e.getStatusCode() == 400
                                ? Problem.invalid("query", "Send a path and a query with correct percent-encoding.")
                                : ofStatus(e.getStatusCode()))
                .build();
    }

    /** The bytes of the body are no text in an encoding that JSON may have. */
    @ServerExceptionMapper
    RestResponse<Problem> unreadableBody(CharConversionException e) {
        return answer(Problem.invalid("body", "Send the body as JSON in UTF-8."))
                .build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> broken(Throwable e) {
        LOG.error("A request failed", e);
        return answer(Problem.of(
                        ProblemType.INTERNAL_ERROR,
                        "This is not your fault. Ask again, and tell whoever runs Tideway."))
                .build();
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 ->
                Problem.of(ProblemType.NOT_FOUND, "Nothing has this path; /openapi.yaml lists those that exist.");
            case 405 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Use a method that the header Allow names.");
            case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "Accept application/json.");
            case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE, "Send a body of at most 64 KiB.");
            case 415 ->
                Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send JSON with Content-Type: application/json.");
            default ->
                status >= 500
                        ? Problem.of(ProblemType.INTERNAL_ERROR, "Ask again, and tell whoever runs Tideway.")
                        : Problem.invalid("body", "The request cannot be read: send a JSON object.");
        };
    }

    private static Problem malformedBody(JsonProcessingException e) {
        if (e.getCause() instanceof InvalidValueException broken) {
            return invalidValue(broken);
        }
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return Problem.invalid("body", "The body must be one JSON object, with each field once.");
        }
        String field = mapping.getPath().stream()
                .flatMap(step -> Stream.ofNullable(step.getFieldName()))
                .collect(Collectors.joining("."));
        if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
            return Problem.invalid(field, field + " must be one of " + words(wrong.getTargetType()) + ".");
        }
        return Problem.invalid(
                field,
                e instanceof UnrecognizedPropertyException
                        ? field + " is no field of this request; leave it out or correct its name."
                        : field + " has a value of a wrong type.");
    }

    /** As they stand on the wire. */
    private static String words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(WireJson::writeString)
                .map(word -> word.replace("\"", ""))
                .collect(Collectors.joining(", "));
    }

    private static Problem invalidValue(InvalidValueException e) {
        return Problem.invalid(e.field(), e.getMessage() + ".");
    }

    private static ResponseBuilder<Problem> answer(Problem problem) {
        ResponseBuilder<Problem> answer = ResponseBuilder.<Problem>create(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem);
        return problem.status() == 503 ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS) : answer;
    }
}
